/** @file The plane of weights: principal components, projections, and the loss on it. */
import { describe, expect, it } from "vitest";
import { readHash } from "../../site/lab/hash.ts";
import { landscapePlane, type PlaneName } from "../../site/lab/network/landscapePlane.ts";
import { NetLandscape } from "../../site/lab/network/netLandscape.ts";
import { loadWeights, modelOf } from "../../site/lab/network/netModel.ts";
import { NetRun } from "../../site/lab/network/netRun.ts";
import {
  distanceFrom,
  planeThrough,
  pointOn,
  principalPlane,
  project,
  randomPlane,
} from "../../site/lab/network/plane.ts";
import { subset } from "../../src/data/subset.ts";
import { crossEntropy, Random, Tensor } from "../../src/index.ts";
import { symmetricEigenvalues } from "../support/symmetricEigenvalues.ts";

const dot = (x: ArrayLike<number>, y: ArrayLike<number>): number =>
  Array.from(x).reduce((sum, value, i) => sum + value * y[i], 0);

/** Gradient descent on ½ θᵀ D θ in eight dimensions. */
const curvatures = [4, 2, 1, 0.5, 0.3, 0.2, 0.1, 0.05];
const descent = (): number[][] => {
  const random = new Random(1);
  let theta = curvatures.map(() => random.normal());
  return Array.from({ length: 40 }, () => {
    theta = theta.map((x, i) => x - 0.3 * curvatures[i] * x);
    return theta;
  });
};

describe("the plane of points", () => {
  const points = descent();
  const plane = principalPlane(points);

  it("holds the two largest shares of the variance", () => {
    const mean = curvatures.map((_, i) => points.reduce((sum, p) => sum + p[i], 0) / points.length);
    const covariance = curvatures.map((_, i) =>
      curvatures.map((_, j) => points.reduce((sum, p) => sum + (p[i] - mean[i]) * (p[j] - mean[j]), 0)),
    );
    const exact = symmetricEigenvalues(covariance);
    const total = exact.reduce((a, b) => a + b, 0);
    expect(plane.explained).toBeCloseTo((exact[0] + exact[1]) / total, 9);
    const [u, v] = plane.axes;
    for (const [product, expected] of [
      [dot(u, u), 1],
      [dot(v, v), 1],
      [dot(u, v), 0],
    ])
      expect(product).toBeCloseTo(expected, 12);
  });

  it("projects points on it to themselves, and others at right angles, to 1e-9", () => {
    for (const [a, b] of [
      [0, 0],
      [1.5, -2],
      [-30, 7],
    ]) {
      const point = pointOn(plane, a, b);
      const again = project(plane, point);
      expect(Math.hypot(again[0] - a, again[1] - b)).toBeLessThan(1e-9);
      expect(distanceFrom(plane, point)).toBeLessThan(1e-9);
    }
    for (const point of points) {
      const near = pointOn(plane, ...project(plane, point));
      const rest = point.map((x, i) => x - near[i]);
      for (const axis of plane.axes) expect(Math.abs(dot(rest, axis))).toBeLessThan(1e-9);
      expect(distanceFrom(plane, point)).toBeCloseTo(Math.sqrt(dot(rest, rest)), 12);
    }
  });

  it("has the analytic values of a quadratic, to 1e-9", () => {
    const f = (theta: ArrayLike<number>): number => 0.5 * curvatures.reduce((sum, c, i) => sum + c * theta[i] ** 2, 0);
    const [u, v] = plane.axes;
    const scaled = (x: Float64Array) => x.map((value, i) => curvatures[i] * value);
    for (const [a, b] of [
      [0.3, -1],
      [2, 2],
      [-5, 0.1],
    ]) {
      const linear = dot(scaled(plane.origin), u) * a + dot(scaled(plane.origin), v) * b;
      const square = 0.5 * (dot(scaled(u), u) * a * a + 2 * dot(scaled(u), v) * a * b + dot(scaled(v), v) * b * b);
      expect(Math.abs(f(pointOn(plane, a, b)) - (f(plane.origin) + linear + square))).toBeLessThan(1e-9);
    }
  });

  it("explains everything where all points are one", () => {
    expect(
      principalPlane([
        [1, 2, 3],
        [1, 2, 3],
      ]).explained,
    ).toBe(1);
  });
});

describe("a random plane", () => {
  const random = new Random(3);
  const shapes = [[4, 3], [4], [2, 4], [2]];
  const origin = Float64Array.from({ length: 26 }, () => random.normal());
  const points = Array.from({ length: 5 }, () => origin.map((x) => x + random.normal()));
  const plane = randomPlane(origin, shapes, points, new Random(1));

  it("has filters as long as those of its centre, and moves no bias", () => {
    for (const axis of plane.axes) {
      for (const [from, to] of [
        [0, 3],
        [9, 12],
        [16, 20],
      ])
        expect(dot(axis.subarray(from, to), axis.subarray(from, to))).toBeCloseTo(
          dot(origin.subarray(from, to), origin.subarray(from, to)),
          12,
        );
      for (const [from, to] of [
        [12, 16],
        [24, 26],
      ])
        expect([...axis.subarray(from, to)].every((x) => x === 0)).toBe(true);
    }
    expect(randomPlane(origin, shapes, points, new Random(1))).toEqual(plane);
    expect(randomPlane(origin, shapes, points, new Random(2)).axes).not.toEqual(plane.axes);
  });

  it("projects at right angles, to 1e-9, and knows what it leaves out", () => {
    for (const point of points) {
      const near = pointOn(plane, ...project(plane, point));
      for (const axis of plane.axes)
        expect(
          Math.abs(
            dot(
              point.map((x, i) => x - near[i]),
              axis,
            ),
          ),
        ).toBeLessThan(1e-9);
    }
    const inside = [pointOn(plane, 0.5, 0.2), pointOn(plane, -1, 1)];
    expect(randomPlane(origin, shapes, inside, new Random(1)).explained).toBeCloseTo(1, 9);
    expect(plane.explained).toBeLessThan(0.5);
    const zero = randomPlane(new Float64Array(26), shapes, points, new Random(1));
    expect(project(zero, points[0])).toEqual([0, 0]);
  });
});

describe("the plane through a start and two ends", () => {
  const random = new Random(5);
  const draw = (): Float64Array => Float64Array.from({ length: 26 }, () => random.normal());
  const [start, end, other] = [draw(), draw(), draw()];
  const points = [start, end, other, draw()];
  const plane = planeThrough(start, end, other, points);
  if (plane === null) throw new Error("three drawn points must span a plane");

  it("has axes of length 1 at right angles, and holds the three points, to 1e-9", () => {
    const [u, v] = plane.axes;
    for (const [product, expected] of [
      [dot(u, u), 1],
      [dot(v, v), 1],
      [dot(u, v), 0],
    ])
      expect(Math.abs(product - expected)).toBeLessThan(1e-12);
    for (const point of [start, end, other]) expect(distanceFrom(plane, point)).toBeLessThan(1e-9);
    expect(project(plane, start)).toEqual([0, 0]);
    const length = Math.sqrt(end.reduce((sum, x, i) => sum + (x - start[i]) ** 2, 0));
    const [a, b] = project(plane, end);
    expect(Math.hypot(a - length, b)).toBeLessThan(1e-9);
    expect(project(plane, other)[1]).toBeGreaterThan(0);
  });

  it("projects points on it to themselves, and knows what it leaves out", () => {
    for (const [a, b] of [
      [0.3, -1],
      [-30, 7],
    ]) {
      const [x, y] = project(plane, pointOn(plane, a, b));
      expect(Math.hypot(x - a, y - b)).toBeLessThan(1e-9);
    }
    expect(planeThrough(start, end, other, [start, end, other])?.explained).toBeCloseTo(1, 12);
    const squares = points.map((point) => point.reduce((sum, x, i) => sum + (x - start[i]) ** 2, 0));
    const left = distanceFrom(plane, points[3]) ** 2 / squares.reduce((sum, x) => sum + x, 0);
    expect(plane.explained).toBeCloseTo(1 - left, 12);
  });

  it("does not exist where the three lie on one line", () => {
    const beyond = end.map((x, i) => start[i] + 2 * (x - start[i]));
    expect(planeThrough(start, end, beyond, points)).toBeNull();
    expect(planeThrough(start, end, start, points)).toBeNull();
    expect(planeThrough(start, start, end, points)).toBeNull();
    // Float32 weights on one line are off it by their rounding.
    expect(planeThrough(Float32Array.from(start), Float32Array.from(end), Float32Array.from(beyond), [])).toBeNull();
  });
});

/** The landscape of a run, which must have the plane. */
function landscapeOf(run: NetRun, kind: PlaneName = "principal components"): NetLandscape {
  const plane = landscapePlane(run, kind);
  if (typeof plane === "string") throw new Error(plane);
  return new NetLandscape(run, plane);
}

const trained = (hash: string, steps: number): NetRun => {
  const run = new NetRun(readHash(hash).state.net);
  run.advance(steps);
  return run;
};

describe("the landscape of trainings", () => {
  const run = trained("#m=network&h=4&d=moons&nsteps=40&r=sgd(lr=0.5),adam(lr=0.05),sgd(lr=1e39)", 40);
  const landscape = landscapeOf(run);

  it("is drawn from coarse to fine, in parts as at once", () => {
    const sides: number[] = [landscape.side];
    while (landscape.draw(() => true)) sides.push(Math.sqrt(landscape.values.length));
    expect([...sides, landscape.side]).toEqual([0, 6, 11, 26, 51]);
    expect(landscape.values).toHaveLength(51 * 51);
    expect(landscape.draw(() => true)).toBe(false);
    const parts = landscapeOf(run);
    let evaluated = 0;
    const count = (): boolean => {
      evaluated++;
      return false;
    };
    while (parts.draw(count));
    // Each point of a coarse grid is one of the finest.
    expect(evaluated).toBe(51 * 51);
    expect(parts.values).toEqual(landscape.values);
  });

  it("holds every path in its frame, and its values are losses of the network", () => {
    const [a, b] = landscape.domain;
    expect(a[1] - a[0]).toBeCloseTo(b[1] - b[0], 9);
    for (const i of [0, 1])
      for (const [x, y] of landscape.path(i, 40)) expect(x > a[0] && x < a[1] && y > b[0] && y < b[1]).toBe(true);
    expect(landscape.path(0, 3).length).toBe(4);
    const model = modelOf(run.state);
    loadWeights(model, Float32Array.from(pointOn(landscape.plane, a[0], b[1])));
    const batch = subset(
      run.train,
      Int32Array.from({ length: 200 }, (_, i) => i),
    );
    const loss = crossEntropy(model.forward(new Tensor(batch.inputs)), batch.labels).item();
    expect(landscape.values[51 * 50]).toBeCloseTo(loss, 6);
  });

  it("tells its share, and the loss of each rule beside that on the plane", () => {
    const [first, sgd, adam, ...others] = landscape.words(40);
    expect(first).toMatch(/^A slice, not the landscape: its axes hold \d+\.\d % of the variance of all weights\.$/);
    for (const words of [sgd, adam])
      expect(words).toMatch(/^(sgd|adam): loss \S+, on the plane \S+, \S+ away from it\.$/);
    expect(others.length).toBeLessThanOrEqual(1);
  });

  it("has random directions through the last weights of the best rule too", () => {
    const random = landscapeOf(run, "random directions");
    while (random.draw(() => true));
    const best = [0, 1].sort((a, b) => run.records[a].curves.testLoss[40] - run.records[b].curves.testLoss[40])[0];
    expect(random.values[25 * 51 + 25]).toBeCloseTo(Number(random.words(40)[best + 1].match(/loss ([\d.]+),/)?.[1]), 3);
    expect(
      random
        .path(best, 40)
        .at(-1)
        ?.every((x) => Math.abs(x) < 1e-6),
    ).toBe(true);
    expect(random.words(40)[0]).toMatch(
      new RegExp(
        `through the last weights of ${run.names[best]}, in two random directions .* It holds \\d+\\.\\d % of`,
      ),
    );
  });

  it("has the plane through the start and the ends of the first two rules that did not diverge", () => {
    const ends = landscapeOf(run, "start, end, end");
    const first = (i: number) => run.records[i].kept[0].weights;
    expect(distanceFrom(ends.plane, first(0))).toBeLessThan(1e-9);
    for (const [i, name] of [
      [0, "sgd"],
      [1, "adam"],
    ] as const) {
      const last = run.records[i].kept.at(-1)?.weights ?? [];
      expect(distanceFrom(ends.plane, last)).toBeLessThan(1e-9);
      const again = pointOn(ends.plane, ...project(ends.plane, last));
      expect(Math.max(...Array.from(last, (x, j) => Math.abs(x - again[j])))).toBeLessThan(1e-9);
      const words = ends.words(40)[i + 1].match(/^(\w+): loss (\S+), on the plane (\S+), /) ?? [];
      expect(words[1]).toBe(name);
      expect(Number(words[2])).toBeCloseTo(Number(words[3]), 3);
    }
    expect(ends.path(0, 0)).toEqual([[0, 0]]);
    expect(ends.words(40)[0]).toMatch(
      /^A slice, not the landscape: through the start and the last weights of sgd and adam\. It holds \d+\.\d % of/,
    );
    ends.draw(() => true);
    expect(ends.values.every(Number.isFinite)).toBe(true);
  });

  it("says in words when the plane does not exist", () => {
    const why = (hash: string, steps = 20) =>
      landscapePlane(trained(`#m=network&h=4&d=moons&nsteps=20&r=${hash}`, steps), "start, end, end");
    const two = "This plane needs two rules that train and do not diverge; add one.";
    expect(why("adam")).toBe(two);
    expect(why("adam,sgd(lr=1e39)")).toBe(two);
    const line = (one: string, other: string) =>
      `On one line lie the start and the last weights of ${one} and ${other}; train further, or choose rules that differ.`;
    expect(why("sgd,sgd")).toBe(line("sgd", "sgd #2"));
    expect(why("sgd,adam", 0)).toBe(line("sgd", "adam"));
    const none = new NetRun(readHash("#m=network&h=4&r=sgd").state.net);
    expect(landscapePlane(none, "principal components")).toBe("The landscape needs a rule that trains; add one.");
  });

  it("of digits has fewer points and examples", () => {
    const one = landscapeOf(trained("#m=network&d=digits&act=relu&b=4&nsteps=2&r=adam", 2));
    one.draw(() => true);
    expect(one.values).toHaveLength(36);
    expect(one.values.every(Number.isFinite)).toBe(true);
  });
});
