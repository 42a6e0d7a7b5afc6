import { describe, expect, it } from "vitest";
import { Random } from "../../src/autograd/random.ts";
import { circles, type Dataset, gauss, noisyLine, noisySine, spiral, twoMoons, xor } from "../../src/data/index.ts";
import { hash } from "../support/hash.ts";

const classified = { twoMoons, circles, spiral, xor, gauss };
const fingerprints: Record<string, string> = {
  twoMoons: "f4fd08ed",
  circles: "29416cf7",
  spiral: "b1d98514",
  xor: "84386074",
  gauss: "52941ade",
};

const points = ({ inputs, labels }: Dataset): [x: number, y: number, label: number][] =>
  Array.from(labels, (label, i) => [inputs.data[2 * i], inputs.data[2 * i + 1], label]);

describe.each(Object.entries(classified))("%s", (name, generate) => {
  it("has n points in the plane and its two classes equally often", () => {
    const { inputs, labels, classes } = generate(100, { random: new Random(1) });
    expect(inputs.shape).toEqual([100, 2]);
    expect(classes).toBe(2);
    expect(labels.filter((label) => label === 1)).toHaveLength(50);
  });

  it("gives the same bits for the same seed in every engine, and others for another seed", () => {
    expect(hash(generate(100, { random: new Random(7) }).inputs.data)).toBe(fingerprints[name]);
    expect(hash(generate(100, { random: new Random(8) }).inputs.data)).not.toBe(fingerprints[name]);
  });

  it("scatters its points by the given noise", () => {
    const calm = generate(4000, { random: new Random(3), noise: 0 }).inputs.data;
    const noisy = generate(4000, { random: new Random(3), noise: 0.5 }).inputs.data;
    const spread = (values: ArrayLike<number>): number =>
      Array.from(values).reduce((sum, value) => sum + value * value, 0) / values.length;
    const mean = (values: ArrayLike<number>): number =>
      Array.from(values).reduce((sum, value) => sum + value, 0) / values.length;
    const variance = (values: ArrayLike<number>): number => spread(values) - mean(values) ** 2;
    expect(variance(noisy) - variance(calm)).toBeGreaterThan(0.22);
    expect(variance(noisy) - variance(calm)).toBeLessThan(0.28);
  });

  it("names what is wrong with its arguments", () => {
    expect(() => generate(0, { random: new Random(1) })).toThrow(
      `${name}: the number of examples must be an integer >= 1, got 0`,
    );
    expect(() => generate(4, { random: new Random(1), noise: -1 })).toThrow(
      `${name}: noise must be a finite number >= 0, got -1`,
    );
    expect(() => generate(4, { random: new Random(1), noise: Number.NaN })).toThrow(
      `${name}: noise must be a finite number >= 0, got NaN`,
    );
  });
});

describe("without noise", () => {
  it("two moons lie on two half circles", () => {
    for (const [x, y, label] of points(twoMoons(100, { random: new Random(1), noise: 0 }))) {
      expect(label === 0 ? Math.hypot(x, y) : Math.hypot(x - 1, y - 0.5)).toBeCloseTo(1, 6);
      expect(label === 0 ? y >= 0 : y <= 0.5).toBe(true);
    }
  });

  it("circles have radius 1 and 0.5, and go all the way round", () => {
    const all = points(circles(100, { random: new Random(1), noise: 0 }));
    for (const [x, y, label] of all) expect(Math.hypot(x, y)).toBeCloseTo(label === 0 ? 1 : 0.5, 6);
    for (const [signX, signY] of [
      [1, 1],
      [1, -1],
      [-1, 1],
      [-1, -1],
    ]) {
      expect(all.filter(([x, y]) => x * signX > 0 && y * signY > 0).length).toBeGreaterThan(20);
    }
  });

  it("a spiral's arms wind as often as asked, and stand evenly around the origin", () => {
    const all = points(spiral(300, { random: new Random(1), noise: 0, arms: 3, turns: 2 }));
    expect(new Set(all.map(([, , label]) => label))).toEqual(new Set([0, 1, 2]));
    for (const [x, y, label] of all) {
      const angle = 2 * Math.PI * (2 * Math.hypot(x, y) + label / 3);
      expect(x).toBeCloseTo(Math.hypot(x, y) * Math.cos(angle), 5);
      expect(y).toBeCloseTo(Math.hypot(x, y) * Math.sin(angle), 5);
    }
  });

  it("xor's class tells whether the signs of x and y agree", () => {
    const all = points(xor(200, { random: new Random(1) }));
    for (const [x, y, label] of all) expect(label).toBe(x > 0 === y > 0 ? 0 : 1);
    expect(new Set(all.map(([x, y]) => `${x > 0} ${y > 0}`)).size).toBe(4);
  });

  it("gauss is its two centres", () => {
    for (const [x, y, label] of points(gauss(10, { random: new Random(1), noise: 0 })))
      expect([x, y]).toEqual(label === 0 ? [1, 1] : [-1, -1]);
  });
});

it("a spiral needs a whole number of arms", () => {
  expect(() => spiral(10, { random: new Random(1), arms: 1.5 })).toThrow(
    "spiral: the number of arms must be an integer >= 1, got 1.5",
  );
});

describe("curves to fit", () => {
  it("noisySine is y = sin πx without noise", () => {
    const { inputs, targets } = noisySine(50, { random: new Random(1), noise: 0 });
    expect([inputs.shape, targets.shape]).toEqual([
      [50, 1],
      [50, 1],
    ]);
    inputs.data.forEach((x, i) => {
      expect(Math.abs(x)).toBeLessThanOrEqual(1);
      expect(targets.data[i]).toBeCloseTo(Math.sin(Math.PI * x), 5);
    });
  });

  it("noisyLine is slope · x + intercept without noise", () => {
    const { inputs, targets } = noisyLine(50, { random: new Random(1), noise: 0, slope: -3, intercept: 0.5 });
    inputs.data.forEach((x, i) => {
      expect(targets.data[i]).toBeCloseTo(0.5 - 3 * x, 5);
    });
  });

  it("noise moves the targets alone", () => {
    const deviations = noisyLine(4000, { random: new Random(1), noise: 0.3 });
    let sum = 0;
    deviations.inputs.data.forEach((x, i) => {
      sum += (deviations.targets.data[i] - 2 * x - 1) ** 2;
    });
    expect(Math.sqrt(sum / 4000)).toBeGreaterThan(0.29);
    expect(Math.sqrt(sum / 4000)).toBeLessThan(0.31);
  });

  it("give the same bits for the same seed", () => {
    expect(hash(noisySine(100, { random: new Random(7) }).targets.data)).toBe("08245b9e");
    expect(hash(noisyLine(100, { random: new Random(7) }).targets.data)).toBe("7698dd5e");
  });

  it("name what is wrong with their arguments", () => {
    expect(() => noisySine(0, { random: new Random(1) })).toThrow(
      "noisySine: the number of examples must be an integer >= 1, got 0",
    );
    expect(() => noisyLine(5, { random: new Random(1), noise: -2 })).toThrow(
      "noisyLine: noise must be a finite number >= 0, got -2",
    );
    expect(() => noisyLine(5, { random: new Random(1), slope: Number.NaN })).toThrow(
      "noisyLine: targets must be finite, got ",
    );
  });
});
