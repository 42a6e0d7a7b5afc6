import { Random } from "../../autograd/random.ts";
import { gaussians } from "./noise.ts";
import { upTo } from "./numbers.ts";

const random = new Random(60);
const steps = 13;
const start = gaussians(random, 12);
const curvatures = upTo(12).map(() => random.uniform(0.5, 2));
const noise = upTo(steps).map(() => gaussians(random, 12));

const exactGradient = (theta: readonly number[]): number[] => theta.map((x, i) => curvatures[i] * x);

/**
 * ½ Σ cᵢ θᵢ² with a different curvature for every weight. `gradient` adds noise that is the same in every run.
 */
export const noisyBowl = {
  start,
  steps,
  loss: (theta: readonly number[]): number => theta.reduce((sum, x, i) => sum + 0.5 * curvatures[i] * x * x, 0),
  exactGradient,
  gradient: (theta: readonly number[], t: number): number[] => exactGradient(theta).map((g, i) => g + noise[t - 1][i]),
};
