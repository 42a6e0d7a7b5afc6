/** @file Planes through points of many dimensions: principal, random, or through three points. */
import { Random } from "../../../src/autograd/random.ts";
import { lanczos } from "../../../src/math/lanczos.ts";

type Vector = ArrayLike<number>;

export interface Plane {
  /** The mean of the points, the centre, or the first of three points. */
  readonly origin: Float64Array;
  /** Two directions, in general neither of length 1 nor at right angles. */
  readonly axes: readonly [Float64Array, Float64Array];
  /** The share of the points' squared distances from the origin that lies along the two axes. */
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

/**
 * The plane through a point in two random directions. Every filter of a direction is as long as that of the network:
 * the scale of a layer's weights does not matter. Biases do not move. Li et al., "Visualizing the Loss Landscape of
 * Neural Nets", 2018, https://arxiv.org/abs/1712.09913.
 *
 * shapes: those of the parameters, in the order of their weights
 */
export function randomPlane(
  origin: Float64Array,
  shapes: readonly (readonly number[])[],
  points: readonly Vector[],
  random: Random,
): Plane {
  const direction = (): Float64Array => {
    const axis = new Float64Array(origin.length);
    let from = 0;
    for (const shape of shapes) {
      const size = shape.reduce((a, b) => a * b, 1);
      const width = size / shape[0];
      for (let filter = from; shape.length > 1 && filter < from + size; filter += width) {
        const drawn = Float64Array.from({ length: width }, () => random.normal());
        const length = norm(origin.subarray(filter, filter + width)) / norm(drawn);
        axis.set(
          drawn.map((x) => x * length),
          filter,
        );
      }
      from += size;
    }
    return axis;
  };
  return explaining(points, { origin, axes: [direction(), direction()] });
}

/**
 * The plane through a start and two ends. Its axes have length 1 and are at right angles; the first one leads to the
 * first end. Null where the three lie on one line.
 */
export function planeThrough(start: Vector, end: Vector, other: Vector, points: readonly Vector[]): Plane | null {
  const origin = Float64Array.from(start);
  const [along, across] = [end, other].map((point) => origin.map((o, i) => point[i] - o));
  const axis = normalised(along);
  const rest = without(across, [{ axis }]);
  // Differences of Float32 weights carry rounding errors of about 1e-7. NaN: an end is the start.
  if (!(norm(rest) > 1e-6 * norm(across))) return null;
  // Removing the part along the axis twice leaves right angles to the last bits.
  return explaining(points, { origin, axes: [axis, normalised(without(rest, [{ axis }]))] });
}

/** The plane with the share that it holds of the points' squared distances from its origin. */
function explaining(points: readonly Vector[], { origin, axes }: Omit<Plane, "explained">): Plane {
  const plane = { origin, axes, explained: 0 };
  const from = points.map((p) => Float64Array.from(origin, (o, i) => p[i] - o));
  const total = from.reduce((sum, x) => sum + dot(x, x), 0);
  const away = points.reduce((sum, p) => sum + distanceFrom(plane, p) ** 2, 0);
  return { ...plane, explained: total === 0 ? 1 : 1 - away / total };
}

/** The coordinates in the plane of the point's nearest point there, by the normal equations. */
export const project = ({ origin, axes: [u, v] }: Plane, point: Vector): [a: number, b: number] => {
  const from = Float64Array.from(origin, (o, i) => point[i] - o);
  const [uu, uv, vv, fu, fv] = [dot(u, u), dot(u, v), dot(v, v), dot(from, u), dot(from, v)];
  const determinant = uu * vv - uv * uv;
  // Axes of length 0, as where all weights are 0.
  if (!(determinant > 0)) return [0, 0];
  return [(fu * vv - fv * uv) / determinant, (fv * uu - fu * uv) / determinant];
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

const norm = (x: Float64Array): number => Math.sqrt(dot(x, x));

const normalised = (x: Float64Array): Float64Array => {
  const length = norm(x);
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
