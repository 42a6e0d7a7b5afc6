/** @file Small seeded curves to fit. */
import type { RegressionDataset } from "../../dataset.ts";
import { regressionDataset } from "../../regressionDataset.ts";
import { checkCount, type ToyOptions } from "./toyOptions.ts";

/** y = f(x) + noise at n random x in [−1, 1).   inputs: [n, 1]   targets: [n, 1] */
export function noisyCurve(
  who: string,
  n: number,
  toy: Required<ToyOptions>,
  f: (x: number) => number,
): RegressionDataset {
  checkCount(who, n);
  const { random, noise } = toy;
  const inputs = new Float32Array(n);
  const targets = new Float32Array(n);
  for (let i = 0; i < n; i++) {
    const x = random.uniform(-1, 1);
    inputs[i] = x;
    targets[i] = f(x) + random.normal(0, noise);
  }
  return regressionDataset(who, inputs, [n, 1], targets, [n, 1]);
}
