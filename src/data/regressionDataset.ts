import type { Floats } from "../array/floats.ts";
import type { Shape } from "../array/shape.ts";
import { finite, type RegressionDataset, sameCount } from "./dataset.ts";

/** Makes a data set with numbers to predict; see `dataset`.   inputs: [n, …features]   targets: [n, …outputs] */
export function regressionDataset(
  source: string,
  values: Floats,
  shape: Shape,
  targetValues: Floats,
  targetShape: Shape,
): RegressionDataset {
  const inputs = finite(source, "inputs", values, shape);
  const targets = finite(source, "targets", targetValues, targetShape);
  sameCount(source, inputs, targetShape[0], "targets");
  return { inputs, targets };
}
