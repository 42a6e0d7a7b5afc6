/** @file Small seeded curves to fit. */
import { needRandom, type Random } from "../autograd/random.ts";
import { sin } from "../math/portable.ts";
import { type RegressionDataset, regressionDataset } from "./dataset.ts";
import { checkCount, noiseOf, type ToyOptions } from "./toyOptions.ts";

/** y = f(x) + noise at n random x in [−1, 1).   inputs: [n, 1]   targets: [n, 1] */
function curve(who: string, random: Random, n: number, noise: number, f: (x: number) => number): RegressionDataset {
  needRandom(who, random);
  checkCount(who, n);
  const inputs = new Float32Array(n);
  const targets = new Float32Array(n);
  for (let i = 0; i < n; i++) {
    const x = random.uniform(-1, 1);
    inputs[i] = x;
    targets[i] = f(x) + random.normal(0, noise);
  }
  return regressionDataset(who, inputs, [n, 1], targets, [n, 1]);
}

/** One period of a sine, y = sin(πx) + noise: what no straight line fits. */
export const noisySine = (random: Random, n: number, options: ToyOptions = {}): RegressionDataset =>
  curve("noisySine", random, n, noiseOf("noisySine", options, 0.1), (x) => sin(Math.PI * x));

/** y = slope · x + intercept + noise: what least squares solves exactly. */
export function noisyLine(
  random: Random,
  n: number,
  options: ToyOptions & { slope?: number; intercept?: number } = {},
): RegressionDataset {
  const noise = noiseOf("noisyLine", options, 0.1, ["slope", "intercept"]);
  const { slope = 2, intercept = 1 } = options;
  return curve("noisyLine", random, n, noise, (x) => slope * x + intercept);
}
