import type { Random } from "../../autograd/random.ts";
import type { RegressionDataset } from "../dataset.ts";
import { noisyCurve } from "./support/noisyCurve.ts";
import { noiseOf, type ToyOptions } from "./support/toyOptions.ts";

/** y = slope · x + intercept + noise: what least squares solves exactly. */
export function noisyLine(
  random: Random,
  n: number,
  options: ToyOptions & { slope?: number; intercept?: number } = {},
): RegressionDataset {
  const noise = noiseOf("noisyLine", options, 0.1, ["slope", "intercept"]);
  const { slope = 2, intercept = 1 } = options;
  return noisyCurve("noisyLine", random, n, noise, (x) => slope * x + intercept);
}
