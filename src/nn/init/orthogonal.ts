import type { Random } from "../../autograd/random.ts";
import type { Tensor } from "../../autograd/tensor.ts";
import { fans } from "./fans.ts";
import { readGain } from "./readGain.ts";

/**
 * Draws orthonormal rows (or columns, if they are fewer), times `gain`. With gain 1, the default, lengths are kept.
 *
 * Saxe, McClelland & Ganguli, "Exact solutions to the nonlinear dynamics of learning", ICLR 2014.
 * Gram-Schmidt runs twice, because rounding makes one pass lose orthogonality.
 */
export function orthogonal(weight: Tensor, options: { random: Random; gain?: number }): Tensor {
  const gain = readGain("orthogonal", options, 1);
  const { random } = options;
  fans(weight.shape);
  const rows = weight.shape[0];
  const columns = weight.size / rows;
  const count = Math.min(rows, columns);
  const length = Math.max(rows, columns);
  const vectors: Float64Array[] = [];
  while (vectors.length < count) {
    const vector = Float64Array.from({ length }, () => random.normal());
    for (let pass = 0; pass < 2; pass++) for (const other of vectors) removeProjection(vector, other);
    const norm = Math.sqrt(dot(vector, vector));
    if (norm > 1e-6) vectors.push(vector.map((x) => x / norm));
  }
  const at = (row: number, column: number) => (rows <= columns ? vectors[row][column] : vectors[column][row]);
  weight.assign(Float64Array.from({ length: weight.size }, (_, i) => gain * at(Math.floor(i / columns), i % columns)));
  return weight;
}

function dot(a: Float64Array, b: Float64Array): number {
  let sum = 0;
  for (let i = 0; i < a.length; i++) sum += a[i] * b[i];
  return sum;
}

function removeProjection(vector: Float64Array, unit: Float64Array): void {
  const share = dot(vector, unit);
  for (let i = 0; i < vector.length; i++) vector[i] -= share * unit[i];
}
