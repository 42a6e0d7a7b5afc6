import type { Floats } from "../array/floats.ts";
import type { Shape } from "../array/shape.ts";
import { finite, type RegressionDataset, sameCount } from "./dataset.ts";

/** The same for numbers to predict.   targets: [n, …outputs] */
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
