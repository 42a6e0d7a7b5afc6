/** @file The plane through points of many dimensions that holds most of their variance. */
import { Random } from "../../../src/autograd/random.ts";
import { lanczos } from "../../../src/math/lanczos.ts";

type Vector = ArrayLike<number>;

export interface Plane {
  /** The mean of the points. */
  readonly origin: Float64Array;
  /** Two unit vectors at right angles. */
  readonly axes: readonly [Float64Array, Float64Array];
  /** The share of the points' variance along the two axes. */
  readonly explained: number;
}

/** The two first principal components of points, which need at least two coordinates. */
export function principalPlane(points: readonly Vector[]): Plane {
  const n = points[0].length;
  const origin = Float64Array.from({ length: n }, (_, i) => points.reduce((sum, p) => sum + p[i], 0) / points.length);
  const centred = points.map((p) => Float64Array.from(origin, (o, i) => p[i] - o));
  const random = new Random(0);
  const found: { axis: Float64Array; variance: number }[] = [];
  for (let k = 0; k < 2; k++) {
    /** XᵀX v without the part along the axes found before. */
    const product = (v: Float64Array): Float64Array => {
      const sum = new Float64Array(n);
      const rest = without(v, found);
      for (const x of centred) addTo(sum, dot(x, rest), x);
      return without(sum, found);
    };
    const start = without(
      Float64Array.from(origin, () => random.normal()),
      found,
    );
    const { eigenvalue, eigenvector } = lanczos(product, start, { tolerance: 1e-12, most: 60 });
    found.push({ axis: normalised(without(eigenvector, found)), variance: eigenvalue });
  }
  const total = centred.reduce((sum, x) => sum + dot(x, x), 0);
  const explained = total === 0 ? 1 : (found[0].variance + found[1].variance) / total;
  return { origin, axes: [found[0].axis, found[1].axis], explained };
}

/** The coordinates in the plane of the point's nearest point there. */
export const project = ({ origin, axes }: Plane, point: Vector): [a: number, b: number] => {
  const from = Float64Array.from(origin, (o, i) => point[i] - o);
  return [dot(from, axes[0]), dot(from, axes[1])];
};

/** The point with these coordinates. */
export const pointOn = ({ origin, axes: [u, v] }: Plane, a: number, b: number): Float64Array =>
  origin.map((o, i) => o + a * u[i] + b * v[i]);

/** The distance of a point from the plane. */
export function distanceFrom(plane: Plane, point: Vector): number {
  const near = pointOn(plane, ...project(plane, point));
  return Math.sqrt(near.reduce((sum, x, i) => sum + (point[i] - x) ** 2, 0));
}

const without = (v: Float64Array, found: readonly { axis: Float64Array }[]): Float64Array => {
  const rest = v.slice();
  for (const { axis } of found) addTo(rest, -dot(axis, rest), axis);
  return rest;
};

const normalised = (x: Float64Array): Float64Array => {
  const length = Math.sqrt(dot(x, x));
  return x.map((value) => value / length);
};

function dot(x: Float64Array, y: Float64Array): number {
  let sum = 0;
  for (let i = 0; i < x.length; i++) sum += x[i] * y[i];
  return sum;
}

/** x ← x + a y */
function addTo(x: Float64Array, a: number, y: Float64Array): void {
  for (let i = 0; i < x.length; i++) x[i] += a * y[i];
}
