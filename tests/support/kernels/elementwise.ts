/** @file Runs an op with its gradients, on seeded and special values. */
import type { Random } from "../../../src/autograd/random.ts";
import type { Tensor } from "../../../src/autograd/tensor.ts";

/** Seeded arrays per op: many in `npm run fuzz`, fewer of the same in `npm test`. */
export const rounds = process.env.npm_lifecycle_event === "fuzz" ? 2000 : 60;
export const special = [0, -0, 1e-40, -1e-44, 1.1754944e-38, NaN, Infinity, -Infinity, 3e38, -3e38];

/** Normal numbers of one random scale, with special values among them. */
export function values(random: Random, length: number, more: readonly number[] = []): Float32Array {
  const spread = 10 ** (random.integer(6) - 3);
  const list = [...special, ...more];
  return Float32Array.from({ length }, () =>
    random.integer(9) === 0 ? list[random.integer(list.length)] : Math.fround(random.normal() * spread),
  );
}

/** The result of an op and the gradients of all its inputs. */
export function run(op: (...inputs: Tensor[]) => Tensor, inputs: readonly Tensor[], seed: Float32Array): number[][] {
  for (const x of inputs) x.grad = null;
  const y = op(...inputs);
  y.backward({ seed: seed.subarray(0, y.size) });
  return [y, ...inputs.map((x) => ({ data: x.grad ?? [] }))].map(({ data }) => [...data]);
}

/** The distance of two f32 numbers in steps of the last place of the exact one. */
export function unitsApart(actual: number, exact: number): number {
  if (!Number.isFinite(Math.fround(exact))) return Object.is(actual, Math.fround(exact)) ? 0 : Infinity;
  if (Object.is(actual, Math.fround(exact))) return 0;
  if (exact === 0) return Infinity;
  const exponent = Math.max(-126, Math.floor(Math.log2(Math.abs(exact))));
  return Math.abs(actual - exact) / 2 ** (exponent - 23);
}
