import { describe, expect, it } from "vitest";
import { Random } from "../../src/autograd/random.ts";
import { quadratic } from "../../src/data/surfaces/quadratic.ts";
import { slopeAt } from "../../src/data/surfaces/slopeAt.ts";
import type { Point } from "../../src/data/surfaces/surface.ts";
import { surfaces } from "../../src/data/surfaces/surfaces.ts";
import { valuesOnGrid } from "../../src/data/surfaces/valuesOnGrid.ts";

const { cos, sin, exp, sqrt, PI } = Math;

const [c, s] = [cos(PI / 6), sin(PI / 6)];

/** Value and gradient by hand: the only other copy of the functions. */
const byHand: Record<string, (x: number, y: number) => [value: number, dx: number, dy: number]> = {
  quadratic: (x, y) => [(x * x + 20 * y * y) / 2, x, 20 * y],
  "rotated quadratic": (x, y) => {
    const [u, v] = [c * x + s * y, c * y - s * x];
    return [(u * u + 20 * v * v) / 2, c * u - 20 * s * v, s * u + 20 * c * v];
  },
  Rosenbrock: (x, y) => [
    (1 - x) ** 2 + 100 * (y - x * x) ** 2,
    -2 * (1 - x) - 400 * x * (y - x * x),
    200 * (y - x * x),
  ],
  Beale: (x, y) => {
    const [a, b, d] = [1.5 - x + x * y, 2.25 - x + x * y * y, 2.625 - x + x * y ** 3];
    return [
      a * a + b * b + d * d,
      2 * a * (y - 1) + 2 * b * (y * y - 1) + 2 * d * (y ** 3 - 1),
      2 * a * x + 4 * b * x * y + 6 * d * x * y * y,
    ];
  },
  Himmelblau: (x, y) => {
    const [a, b] = [x * x + y - 11, x + y * y - 7];
    return [a * a + b * b, 4 * x * a + 2 * b, 2 * a + 4 * y * b];
  },
  "two-Gaussian bowl": (x, y) => {
    const [a, b] = [2 * exp(-5 * ((x - 1) ** 2 + y * y)), 3 * exp(-5 * ((x + 1) ** 2 + y * y))];
    return [x * x + y * y - a - b, 2 * x + 10 * a * (x - 1) + 10 * b * (x + 1), y * (2 + 10 * (a + b))];
  },
  Rastrigin: (x, y) => [
    20 + x * x - 10 * cos(2 * PI * x) + y * y - 10 * cos(2 * PI * y),
    2 * x + 20 * PI * sin(2 * PI * x),
    2 * y + 20 * PI * sin(2 * PI * y),
  ],
  Ackley: (x, y) => {
    const r = sqrt((x * x + y * y) / 2);
    const [funnel, ripples] = [exp(-0.2 * r), exp((cos(2 * PI * x) + cos(2 * PI * y)) / 2)];
    const slope = (z: number) => (2 * z * funnel) / r + PI * sin(2 * PI * z) * ripples;
    return [-20 * funnel - ripples + 20 + Math.E, slope(x), slope(y)];
  },
  saddle: (x, y) => [(x * x) / 2 - (y * y) / 2 + y ** 4 / 4, x, -y + y ** 3],
  "monkey saddle": (x, y) => [
    x ** 3 - 3 * x * y * y + (x * x + y * y) ** 2 / 4,
    3 * x * x - 3 * y * y + x * (x * x + y * y),
    -6 * x * y + y * (x * x + y * y),
  ],
  plateau: (x, y) => {
    const e = exp(-(x * x + y * y) / 2);
    return [1 - e, x * e, y * e];
  },
  cliff: (x, y) => {
    const wall = 1 / (1 + exp(-20 * (x - 1)));
    return [(x + 2) ** 2 / 10 + (y * y) / 2 + 5 * wall, (x + 2) / 5 + 100 * wall * (1 - wall), y];
  },
};

describe.each(surfaces)("$name", (surface) => {
  const { domain, minima, minimum, start, name, watchFor } = surface;

  it("has the value and the gradient computed by hand, everywhere in its domain", () => {
    const random = new Random(3);
    for (let i = 0; i < 50; i++) {
      const [x, y] = domain.map(([low, high]) => random.uniform(low, high));
      const { value, gradient } = slopeAt(surface, [x, y]);
      const [expected, ...slopes] = byHand[name](x, y);
      expect(Math.abs(value - expected)).toBeLessThan(1e-12 * Math.max(1, Math.abs(expected)));
      for (const k of [0, 1])
        expect(Math.abs(gradient[k] - slopes[k])).toBeLessThan(1e-12 * Math.max(1, ...slopes.map(Math.abs)));
    }
  });

  it("has the gradient that central differences give", () => {
    const random = new Random(4);
    for (let i = 0; i < 20; i++) {
      const [x, y] = domain.map(([low, high]) => random.uniform(low, high));
      const { gradient } = slopeAt(surface, [x, y]);
      const at = (dx: number, dy: number) => slopeAt(surface, [x + dx, y + dy]).value;
      const h = 1e-5;
      const slopes = [(at(h, 0) - at(-h, 0)) / (2 * h), (at(0, h) - at(0, -h)) / (2 * h)];
      for (const k of [0, 1])
        expect(Math.abs(gradient[k] - slopes[k])).toBeLessThan(1e-6 * Math.max(1, ...slopes.map(Math.abs)));
    }
  });

  it("is smallest at its stated minima", () => {
    for (const point of minima) {
      // Ackley's tip has no gradient: a step away it rises on every side.
      const { value } = slopeAt(surface, point);
      expect(Math.abs(value - minimum)).toBeLessThan(1e-12);
      if (name !== "Ackley")
        for (const slope of slopeAt(surface, point).gradient) expect(Math.abs(slope)).toBeLessThan(1e-12);
    }
    expect(Math.min(...valuesOnGrid(surface, 101))).toBeGreaterThan(minimum - 1e-12);
  });

  it("starts inside its domain, away from the minima, and says what to watch for", () => {
    const inside = ([x, y]: Point) => [x, y].every((value, k) => value > domain[k][0] && value < domain[k][1]);
    expect([start, ...minima].every(inside)).toBe(true);
    expect(slopeAt(surface, start).value).toBeGreaterThan(minimum + 0.1);
    expect(watchFor).toMatch(/^[^\n]{20,110}$/);
  });
});

it("quadratic has the curvatures 1 and κ along its turned axes", () => {
  const surface = quadratic({ condition: 7, rotation: 90 });
  expect(slopeAt(surface, [0, 2]).gradient[1]).toBeCloseTo(2, 12);
  expect(slopeAt(surface, [2, 0]).gradient[0]).toBeCloseTo(14, 12);
  expect(() => quadratic({ condition: 0.5 })).toThrow(
    "quadratic: condition must be at least 1 and rotation finite degrees, got 0.5 and 0",
  );
});

it("valuesOnGrid runs from low y to high, and in each row from low x to high", () => {
  const surface = surfaces[2];
  const [first, second] = valuesOnGrid(surface, 3);
  expect(first).toBe(slopeAt(surface, [-2, -1]).value);
  expect(second).toBe(slopeAt(surface, [0, -1]).value);
});

describe("captions are facts about the functions", () => {
  const named = (name: string) => surfaces.find((surface) => surface.name === name) as (typeof surfaces)[number];
  const slope = (name: string, x: number, y: number) => slopeAt(named(name), [x, y]).gradient;
  const steepness = (name: string, x: number, y: number) => Math.hypot(...slope(name, x, y));
  /** Second derivatives by central differences of gradients: the two curvatures at a point. */
  const curvatures = (name: string, x: number, y: number): [small: number, large: number] => {
    const h = 1e-5;
    const [a, b] = [0, 1].map((k) => (slope(name, x + h, y)[k] - slope(name, x - h, y)[k]) / (2 * h));
    const d = (slope(name, x, y + h)[1] - slope(name, x, y - h)[1]) / (2 * h);
    const [mean, radius] = [(a + d) / 2, Math.hypot((a - d) / 2, b)];
    return [mean - radius, mean + radius];
  };
  const says = (name: string, text: string) => expect(named(name).watchFor).toContain(text);

  it("quadratic: curvature 20 across, 1 along x", () => {
    says("quadratic", "along x: across it the curvature is 20 times");
    const [small, large] = curvatures("quadratic", 0, 0);
    expect(large / small).toBeCloseTo(20, 6);
    expect(slope("quadratic", 1, 0)).toEqual([1, 0]);
  });

  it("rotated quadratic: turned by 30°, the gradient on its axis has both coordinates", () => {
    says("rotated quadratic", "turned by 30°");
    expect(Math.min(...slope("rotated quadratic", c, s).map(Math.abs))).toBeGreaterThan(0.4);
  });

  it("Rosenbrock: 2,500 times the curvature across", () => {
    says("Rosenbrock", "2,500 times");
    const [small, large] = curvatures("Rosenbrock", 1, 1);
    expect(Math.round(large / small / 100)).toBe(25);
  });

  it("Beale: above 10⁵ in every corner, nearly flat around the minimum", () => {
    says("Beale", "above 10⁵ in every corner");
    const corners = [-4.5, 4.5].flatMap((x) => [-4.5, 4.5].map((y) => slopeAt(named("Beale"), [x, y]).value));
    expect(corners.every((value) => value > 1e5)).toBe(true);
    expect(curvatures("Beale", 3, 0.5)[0]).toBeLessThan(1);
    expect(steepness("Beale", 4.5, 4.5)).toBeGreaterThan(1e5);
  });

  it("Himmelblau: four minima of equal value", () => {
    says("Himmelblau", "four minima, all equally deep");
    expect(named("Himmelblau").minima).toHaveLength(4);
  });

  it("two-Gaussian bowl: three points of slope 0, and the start leads to the shallower minimum", () => {
    says("two-Gaussian bowl", "leads to the right one, and the left one is 0.97 lower");
    const bowl = named("two-Gaussian bowl");
    const alongX = (x: number) => slope(bowl.name, x, 0)[0];
    const rootBetween = (low: number, high: number): number => {
      for (let i = 0; i < 60; i++) {
        const middle = (low + high) / 2;
        if (alongX(middle) > 0 === alongX(high) > 0) high = middle;
        else low = middle;
      }
      return high;
    };
    const xs = Array.from({ length: 400 }, (_, i) => i / 100 - 1.995);
    const roots = xs.flatMap((x, i) => (i > 0 && alongX(x) * alongX(xs[i - 1]) < 0 ? [rootBetween(xs[i - 1], x)] : []));
    expect(roots).toHaveLength(3);
    for (const [i, root] of [-0.9363006340109186, 0.06860243670809657, 0.905317899160115].entries())
      expect(Math.abs(roots[i] - root)).toBeLessThan(1e-14);
    expect(roots.map((root) => curvatures(bowl.name, root, 0).every((curvature) => curvature > 0))).toEqual([
      true,
      false,
      true,
    ]);
    let [x, y] = bowl.start;
    for (let i = 0; i < 2000; i++) {
      const [dx, dy] = slope(bowl.name, x, y);
      [x, y] = [x - 0.01 * dx, y - 0.01 * dy];
    }
    expect(Math.hypot(x - roots[2], y)).toBeLessThan(1e-12);
    expect(slopeAt(bowl, [x, y]).value - bowl.minimum).toBeCloseTo(0.97, 2);
  });

  it("saddle: the slope at the start is 180 times smaller along y", () => {
    says("saddle", "180 times smaller");
    const [dx, dy] = slope("saddle", ...named("saddle").start);
    expect(Math.round(Math.abs(dx / dy))).toBe(180);
  });

  it("monkey saddle: neither slope nor curvature at 0", () => {
    says("monkey saddle", "neither slope nor curvature at 0: three valleys");
    expect(steepness("monkey saddle", 0, 0)).toBe(0);
    expect(Math.max(...curvatures("monkey saddle", 0, 0).map(Math.abs))).toBeLessThan(1e-4);
    expect(named("monkey saddle").minima).toHaveLength(3);
  });

  it("plateau: the slope at the start is 28 times smaller than halfway down", () => {
    says("plateau", "28 times smaller than halfway down");
    const steepest = Math.max(...Array.from({ length: 400 }, (_, i) => steepness("plateau", i / 100, 0)));
    expect(Math.round(steepest / steepness("plateau", ...named("plateau").start))).toBe(28);
    // The steepest point, at a distance of 1 from the minimum, lies between minimum and start.
    expect(slopeAt(named("plateau"), [1, 0]).value).toBeCloseTo(0.39, 2);
  });

  it("cliff: the slope along x is 25 times that at the start", () => {
    says("cliff", "25 times that at the start");
    const [start] = slope("cliff", ...named("cliff").start);
    expect(Math.floor(slope("cliff", 1, 0)[0] / start)).toBe(25);
  });

  it("Ackley: the slope stays above 2 up to the minimum", () => {
    says("Ackley", "stays above 2 up to the minimum");
    for (const r of [1e-2, 1e-4, 1e-6, 1e-8]) expect(steepness("Ackley", r, 0)).toBeGreaterThan(2);
  });

  it("Rastrigin: 121 minima in the frame", () => {
    says("Rastrigin", "121 in this frame");
    // A sum of the same function of x and of y: minima are pairs of its minima.
    const alongX = Array.from({ length: 2049 }, (_, i) => -5.12 + i / 200);
    const values = alongX.map((x) => slopeAt(named("Rastrigin"), [x, 0]).value);
    const minima = values.filter((value, i) => i > 0 && value < values[i - 1] && value < values[i + 1]);
    expect(minima.length ** 2).toBe(121);
  });
});
