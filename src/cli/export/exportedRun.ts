/** @file A checkpoint of `downhill train` as the run that was saved in it. */

import type { LoadedModel } from "../../model/index.ts";
import { modelOf } from "../../model/support/modelOf.ts";
import { recordIn } from "../../model/support/readContents.ts";
import { balancedWeights } from "../../training/balancedWeights.ts";
import { isClassification } from "../../training/support/isClassification.ts";
import { type Experiment, makeExperiment } from "../experiment/experiment.ts";
import { readEpochs } from "../experiment/settings.ts";
import { textFlag, type Values } from "../flags/flags.ts";
import { openRun, resumeRun } from "../train/savedRun.ts";

export interface ExportedRun {
  loaded: LoadedModel;
  experiment: Experiment;
  /** The steps made so far. */
  step: number;
  /** The weights of the classes in the loss; null for equal weights. */
  classWeights: readonly number[] | null;
}

/** Reads the run in a checkpoint, with its data. Throws UsageError if the data differs. */
export function exportedRun(file: string, values: Values): ExportedRun {
  const saved = openRun(file);
  const { settings, checkpoint, patience } = saved;
  const loaded = modelOf({ given: recordIn(checkpoint), state: checkpoint.model }, file);
  const data = textFlag(values, "data") ?? settings.data;
  const epochs = readEpochs(values) ?? settings.epochs;
  const experiment = makeExperiment({ ...settings, data, epochs }, { validation: patience !== null });
  resumeRun(experiment, saved, false);
  const { train } = experiment.task;
  const weighted = settings.classWeight !== null && isClassification(train);
  const classWeights = weighted ? [...balancedWeights(train)] : null;
  return { loaded, experiment, step: checkpoint.step, classWeights };
}
