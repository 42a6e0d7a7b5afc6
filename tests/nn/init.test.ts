import { describe, expect, it } from "vitest";
import { Random, type Tensor, zeros } from "../../src/autograd/index.ts";
import {
  kaimingNormal,
  kaimingUniform,
  Linear,
  normalInit,
  orthogonal,
  uniformInit,
  xavierNormal,
  xavierUniform,
} from "../../src/nn/index.ts";

const moments = (tensor: Tensor) => {
  const data = Float64Array.from(tensor.data);
  const mean = data.reduce((sum, x) => sum + x, 0) / data.length;
  const variance = data.reduce((sum, x) => sum + (x - mean) ** 2, 0) / data.length;
  return { mean, variance, largest: data.reduce((most, x) => Math.max(most, Math.abs(x)), 0) };
};

/** 200 inputs with 3×3 kernels, 100 outputs: fan-in 1800, fan-out 900. */
const weight = () => zeros([100, 200, 3, 3]);

describe("initial weights have the variance their paper asks for", () => {
  it.each([
    ["kaimingUniform", kaimingUniform, 2 / 1800],
    ["kaimingNormal", kaimingNormal, 2 / 1800],
    ["xavierUniform", xavierUniform, 2 / 2700],
    ["xavierNormal", xavierNormal, 2 / 2700],
  ] as const)("%s", (_name, init, expected) => {
    const { mean, variance } = moments(init(weight(), { random: new Random(1) }));
    expect(Math.abs(mean)).toBeLessThan(4 * Math.sqrt(expected / 180_000));
    expect(variance / expected).toBeCloseTo(1, 1.5);
  });

  it("uniform ones stay within their bound", () => {
    const bound = Math.sqrt(6 / 1800);
    const { largest } = moments(kaimingUniform(weight(), { random: new Random(1) }));
    expect(largest).toBeLessThanOrEqual(Math.fround(bound));
    expect(largest).toBeGreaterThan(0.999 * bound);
    expect(moments(uniformInit(weight(), { random: new Random(1), low: 2, high: 3 })).mean).toBeCloseTo(2.5, 2);
  });

  it("normal ones have the given mean and deviation", () => {
    const { mean, variance } = moments(normalInit(weight(), { random: new Random(1), mean: 5, deviation: 0.1 }));
    expect(mean).toBeCloseTo(5, 2);
    expect(variance).toBeCloseTo(0.01, 3);
  });

  it("Linear starts within ±1/√in, as in PyTorch", () => {
    const { weight: w, bias } = new Linear(64, 400, { random: new Random(1) });
    expect(moments(w).largest).toBeLessThanOrEqual(1 / 8);
    expect(moments(w).variance * 3 * 64).toBeCloseTo(1, 1);
    expect(moments(bias as Tensor).largest).toBeGreaterThan(0.99 / 8);
  });

  it.each([[[4, 9]], [[9, 4]], [[5, 5]], [[3, 2, 2, 2]]])("orthogonal %j has orthonormal rows or columns", (shape) => {
    const { data } = orthogonal(zeros(shape, { dtype: "float64" }), { random: new Random(1), gain: 2 });
    const [rows, columns] = [shape[0], data.length / shape[0]];
    const at = (i: number, j: number) => (rows <= columns ? data[i * columns + j] : data[j * columns + i]);
    for (let a = 0; a < Math.min(rows, columns); a++) {
      for (let b = 0; b < Math.min(rows, columns); b++) {
        let dot = 0;
        for (let j = 0; j < Math.max(rows, columns); j++) dot += at(a, j) * at(b, j);
        expect(dot).toBeCloseTo(a === b ? 4 : 0, 12);
      }
    }
  });

  it("the same seed gives the same weights, another seed different ones", () => {
    const draw = (seed: number) => kaimingNormal(zeros([3, 3]), { random: new Random(seed) }).data;
    expect(draw(1)).toEqual(draw(1));
    expect(draw(1)).not.toEqual(draw(2));
  });

  it("a vector has no fan-in", () => {
    expect(() => xavierUniform(zeros([3]), { random: new Random(1) })).toThrow(
      "init: shape must have at least 2 axes, [out, in], got [3]",
    );
  });
});
