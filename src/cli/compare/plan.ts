/** @file Makes the plan of a comparison from its settings and data. */

import { checkClip, type Experiment, makeExperiment } from "../experiment/experiment.ts";
import { describeModel } from "../experiment/models.ts";
import { scoreName } from "../experiment/objective.ts";
import { ruleFactory } from "../experiment/ruleExpression.ts";
import type { Task } from "../experiment/tasks.ts";
import { UsageError } from "../flags/usageError.ts";
import { readSource } from "../packageFiles.ts";
import type { Terms } from "./comparison.ts";
import { refusal } from "./refusal.ts";
import type { Plan } from "./runComparison.ts";
import type { CompareSettings } from "./settings.ts";

/** The maximum number of points of a curve. */
const curvePoints = 40;
const tuningSeeds = 3;

export const ownVersion = (): string => JSON.parse(readSource("package.json")).version;

/** Builds data and model once, so that mistakes are reported before anything runs. */
export function makePlan(settings: CompareSettings): { plan: Plan; task: Task; leftOut: string[] } {
  const experiment = makeExperiment({ ...settings.data, optimizer: "sgd", lr: null, set: {}, epochs: null });
  const { rules, leftOut } = chooseRules(settings, experiment);
  return {
    plan: { terms: makeTerms(settings, experiment), rules, data: settings.data },
    task: experiment.task,
    leftOut,
  };
}

/** The rules named, or all without those that refuse a parameter of the model, as Muon refuses vectors. */
function chooseRules({ rules, isEveryRule, data }: CompareSettings, { model }: Experiment) {
  if (!isEveryRule) for (const name of rules) checkClip(name, ruleFactory(name)(), data.clip);
  const parameters = model.parameters();
  const problems = rules.map((name) => refusal(ruleFactory(name)(), parameters));
  const leftOut = problems.filter((problem) => problem !== null);
  if (!isEveryRule && leftOut.length > 0) throw new UsageError(leftOut[0]);
  return { rules: rules.filter((_, i) => problems[i] === null), leftOut };
}

function makeTerms(settings: CompareSettings, { task, model }: Experiment): Terms {
  const { data, steps, seeds, tuning, lr, grid, command } = settings;
  const { seed, batch, clip } = data;
  return {
    command,
    version: ownVersion(),
    node: process.version,
    task: task.name,
    model: describeModel(model),
    examples: [task.train.inputs.shape[0], task.test.inputs.shape[0]],
    batch,
    steps,
    every: Math.ceil(steps / curvePoints),
    seeds: Array.from({ length: seeds }, (_, i) => seed + i),
    tuning,
    lr,
    grid: [...grid],
    tuningSeeds: grid.length === 0 ? [] : Array.from({ length: tuningSeeds }, (_, i) => seed + seeds + i),
    clip,
    scoreName: scoreName(task.train),
  };
}
