import { Random } from "../../../src/autograd/random.ts";

/** A quadratic of 16 weights in a 4 × 4 matrix: f = ½ Σ λᵢ xᵢ², with x = θ, or x = Qᵀ θ where it is turned. */
export interface Bowl {
  readonly name: string;
  /** θ₀, of 16 weights. */
  readonly start: Float64Array;
  /** f and its gradient, which is written into `g`. */
  slope(theta: Float64Array, g: Float64Array): number;
}

const size = 16;
const indices = Array.from({ length: size }, (_, i) => i);
const xs = indices.map((i) => (i % 2 === 0 ? 1 : -1) * (0.5 + i / 10));

/** The largest curvature is 1, the smallest 1 / condition. Both forms start at the same x, from 0.5 to 2. */
export function bowl(condition: number, isTurned: boolean): Bowl {
  const curvatures = indices.map((i) => condition ** (-i / (size - 1)));
  const name = `condition ${condition}, ${isTurned ? "axes turned" : "axes along the weights"}`;
  const axes = isTurned ? randomAxes() : indices.map((i) => indices.map((j) => Number(i === j)));
  const start = Float64Array.from(indices, (j) => axes.reduce((sum, axis, i) => sum + xs[i] * axis[j], 0));
  const slope: Bowl["slope"] = (theta, g) => {
    g.fill(0);
    let f = 0;
    for (const [i, axis] of axes.entries()) {
      let x = 0;
      for (let j = 0; j < size; j++) x += axis[j] * theta[j];
      f += 0.5 * curvatures[i] * x * x;
      for (let j = 0; j < size; j++) g[j] += curvatures[i] * x * axis[j];
    }
    return f;
  };
  return { name, start, slope };
}

/** Orthogonal axes in random directions, by Gram and Schmidt. */
function randomAxes(): number[][] {
  const random = new Random(7);
  const axes: number[][] = [];
  for (let i = 0; i < size; i++) {
    let axis = indices.map(() => random.normal());
    for (const other of axes) {
      const along = dot(axis, other);
      axis = axis.map((x, j) => x - along * other[j]);
    }
    const length = Math.sqrt(dot(axis, axis));
    axes.push(axis.map((x) => x / length));
  }
  return axes;
}

const dot = (a: readonly number[], b: readonly number[]): number => a.reduce((sum, x, j) => sum + x * b[j], 0);
