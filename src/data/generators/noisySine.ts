import type { Random } from "../../autograd/random.ts";
import { sin } from "../../math/portable.ts";
import type { RegressionDataset } from "../dataset.ts";
import { noisyCurve } from "./support/noisyCurve.ts";
import { noiseOf, type ToyOptions } from "./support/toyOptions.ts";

/** One period of a sine, y = sin(πx) + noise: what no straight line fits. */
export const noisySine = (random: Random, n: number, options: ToyOptions = {}): RegressionDataset =>
  noisyCurve("noisySine", random, n, noiseOf("noisySine", options, 0.1), (x) => sin(Math.PI * x));
