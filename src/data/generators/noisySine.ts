import { sin } from "../../math/portable.ts";
import type { RegressionDataset } from "../dataset.ts";
import { noisyCurve } from "./support/noisyCurve.ts";
import { readToy, type ToyOptions } from "./support/toyOptions.ts";

/** One period of a sine, y = sin(πx) + noise. A straight line cannot fit it.   inputs: [n, 1]   targets: [n, 1] */
export const noisySine = (n: number, options: ToyOptions): RegressionDataset =>
  noisyCurve("noisySine", n, readToy("noisySine", options, 0.1), (x) => sin(Math.PI * x));
