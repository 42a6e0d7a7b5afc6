import { Random } from "../../src/autograd/random.ts";
import type { Comparison, Entry, Terms } from "../../src/cli/compare/comparison.ts";
import { surfaceRates, surfaceSteps } from "../../src/cli/compare/surfaceRates.ts";
import type { TrainingRun } from "../../src/cli/compare/trainingJob.ts";
import { surfaces } from "../../src/data/surfaces/surfaces.ts";

const aRun = (random: Random, seed: number): TrainingRun => {
  const curve = (): number[] => Array.from({ length: 40 }, () => random.uniform(1e-4, 1));
  return {
    seed,
    lr: 0.1,
    loss: curve(),
    gradientNorm: curve(),
    updateRatio: curve(),
    finalLoss: random.uniform(1e-4, 1),
    testLoss: random.uniform(1e-4, 1),
    score: random.uniform(0, 1),
    failure: null,
    weights: `a${seed}`,
    batches: `b${seed}`,
    parameters: 42,
    stateBytes: 336,
    seconds: 1,
    slow: null,
  };
};

/** A way that never repeats itself, all over the domain. */
const aWay = (random: Random, { name, domain: [x, y] }: (typeof surfaces)[number], rule: string) => ({
  surface: name,
  rule,
  lr: surfaceRates[2],
  path: Array.from({ length: surfaceSteps + 1 }, (): [number, number] => [random.uniform(...x), random.uniform(...y)]),
  value: random.uniform(0, 1),
});

/** Returns a possible result of a comparison of these rules with `seeds` seeds. All its numbers are random. */
export function aComparison(rules: readonly string[], seeds = 3, changes: Partial<Terms> = {}): Comparison {
  const random = new Random(1);
  const terms: Terms = {
    command: "downhill compare",
    version: "0.1.0",
    node: "v20.20.2",
    task: "moons",
    model: "2-8-2 (42 parameters)",
    examples: [1000, 500],
    batch: 64,
    steps: 200,
    every: 5,
    seeds: Array.from({ length: seeds }, (_, i) => i + 1),
    tuning: "grid",
    lr: null,
    grid: [1e-4, 3e-4, 1e-3, 3e-3, 1e-2, 3e-2, 0.1, 0.3, 1, 3, 10],
    tuningSeeds: [1, 2, 3].map((i) => seeds + i),
    clip: null,
    scoreName: "accuracy",
    ...changes,
  };
  const entries = rules.map(
    (rule): Entry => ({
      rule,
      settings: { lr: "0.1", beta1: "0.9", beta2: "0.999", eps: "1e-8" },
      lr: 0.1,
      tuned: terms.grid.map((lr) => ({ lr, losses: [random.uniform(1e-4, 1)] })),
      runs: terms.seeds.map((seed) => aRun(random, seed)),
    }),
  );
  const best = rules.slice(0, 8);
  const trajectories = best.flatMap((rule) => surfaces.map((surface) => aWay(random, surface, rule)));
  return { terms, entries, trajectories, warnings: [] };
}
