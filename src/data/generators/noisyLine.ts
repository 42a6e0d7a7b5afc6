import type { RegressionDataset } from "../dataset.ts";
import { noisyCurve } from "./support/noisyCurve.ts";
import { readToy, type ToyOptions } from "./support/toyOptions.ts";

/** y = slope · x + intercept + noise. Least squares solves it exactly.   inputs: [n, 1]   targets: [n, 1] */
export function noisyLine(n: number, options: ToyOptions & { slope?: number; intercept?: number }): RegressionDataset {
  const toy = readToy("noisyLine", options, 0.1, ["slope", "intercept"]);
  const { slope = 2, intercept = 1 } = options;
  return noisyCurve("noisyLine", n, toy, (x) => slope * x + intercept);
}
