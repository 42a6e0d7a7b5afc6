/** @file The plane of weights: principal components, projections, and the loss on it. */
import { describe, expect, it } from "vitest";
import { readHash } from "../../site/lab/hash.ts";
import { NetLandscape } from "../../site/lab/network/netLandscape.ts";
import { loadWeights, modelOf } from "../../site/lab/network/netModel.ts";
import { NetRun } from "../../site/lab/network/netRun.ts";
import { distanceFrom, pointOn, principalPlane, project, randomPlane } from "../../site/lab/network/plane.ts";
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

describe("the landscape of trainings", () => {
  const run = new NetRun(
    readHash("#m=network&h=4&d=moons&nsteps=40&r=sgd(lr=0.5),adam(lr=0.05),sgd(lr=1e39)").state.net,
  );
  run.advance(40);
  const landscape = new NetLandscape(run);

  it("is drawn from coarse to fine, in parts as at once", () => {
    const sides: number[] = [];
    while (landscape.draw(() => true)) sides.push(Math.sqrt(landscape.values.length));
    expect([...sides, Math.sqrt(landscape.values.length)]).toEqual([6, 11, 21, 41]);
    expect(landscape.draw(() => true)).toBe(false);
    const parts = new NetLandscape(run);
    while (parts.draw(() => false));
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
    expect(landscape.values[41 * 40]).toBeCloseTo(loss, 6);
  });

  it("tells its share, and the loss of each rule beside that on the plane", () => {
    const [first, sgd, adam, ...others] = landscape.words(40);
    expect(first).toMatch(/^A slice, not the landscape: its axes hold \d+\.\d % of the variance of all weights\.$/);
    for (const words of [sgd, adam])
      expect(words).toMatch(/^(sgd|adam): loss \S+, on the plane \S+, \S+ away from it\.$/);
    expect(others.length).toBeLessThanOrEqual(1);
  });

  it("has random directions through the last weights of the best rule too", () => {
    const random = new NetLandscape(run, "random directions");
    while (random.draw(() => true));
    const best = [0, 1].sort((a, b) => run.records[a].curves.testLoss[40] - run.records[b].curves.testLoss[40])[0];
    expect(random.values[20 * 41 + 20]).toBeCloseTo(Number(random.words(40)[best + 1].match(/loss ([\d.]+),/)?.[1]), 3);
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

  it("of digits has fewer points and examples", () => {
    const digits = new NetRun(readHash("#m=network&d=digits&act=relu&b=4&nsteps=2&r=adam").state.net);
    digits.advance(2);
    const one = new NetLandscape(digits);
    one.draw(() => true);
    expect(one.values).toHaveLength(36);
    expect(one.values.every(Number.isFinite)).toBe(true);
  });
});
