import { type Experiment, makeExperiment } from "../../src/cli/experiment/experiment.ts";
import { readExperimentSettings } from "../../src/cli/experiment/settings.ts";
import type { Values } from "../../src/cli/flags/flags.ts";

/** The experiment that these flags describe. */
export const experimentOf = (values: Values): Experiment => makeExperiment(readExperimentSettings(values));
