/** @file The planes of weights: principal components, random directions, and through three points. */

import { describe, expect, it } from "vitest";
import {
  distanceFrom,
  planeThrough,
  pointOn,
  principalPlane,
  project,
  randomPlane,
} from "../../site/lab/network/plane.ts";
import { Random } from "../../src/index.ts";
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
