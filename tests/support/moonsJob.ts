import type { TrainingJob } from "../../src/cli/compare/trainingJob.ts";
import { readExperimentSettings } from "../../src/cli/experiment/settings.ts";
import type { Values } from "../../src/cli/flags/flags.ts";

/** 40 steps of sgd on two moons, unless the flags say otherwise. */
export const moonsJob = (flags: Values, more: Partial<TrainingJob> = {}): TrainingJob => ({
  kind: "training",
  settings: readExperimentSettings({
    data: "moons",
    model: "2-8-2",
    optimizer: "sgd",
    lr: "0.1",
    seed: "3",
    ...flags,
  }),
  steps: 40,
  every: 4,
  validation: false,
  ...more,
});
