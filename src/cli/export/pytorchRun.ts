/** @file A checkpoint of `downhill train` as a run that PyTorch can continue. */

import type { LoaderState } from "../../data/loader.ts";
import type { PytorchRun } from "../../export/pytorch/toPytorch.ts";
import { loadModelFile } from "../../model/files/loadModelFile.ts";
import { balancedWeights } from "../../training/balancedWeights.ts";
import { isClassification } from "../../training/support/isClassification.ts";
import { makeExperiment } from "../experiment/experiment.ts";
import { readEpochs } from "../experiment/settings.ts";
import { textFlag, type Values } from "../flags/flags.ts";
import { UsageError } from "../flags/usageError.ts";
import { openRun, resumeRun } from "../train/savedRun.ts";

/** Reads the run in a checkpoint, with its data. Throws UsageError if no step is left, or if the data differs. */
export function pytorchRun(file: string, values: Values): PytorchRun {
  const { record } = loadModelFile(file);
  const saved = openRun(file);
  const { settings, checkpoint, patience } = saved;
  const data = textFlag(values, "data") ?? settings.data;
  const epochs = readEpochs(values) ?? settings.epochs;
  const experiment = makeExperiment({ ...settings, data, epochs }, { validation: patience !== null });
  resumeRun(experiment, saved, false);
  const { model, optimizer, loader, batch, task, clip } = experiment;
  const steps = experiment.epochs * loader.batchesPerEpoch;
  const { step } = checkpoint;
  if (step >= steps)
    throw new UsageError(
      `${file}: a step must be left to make, got ${step} of ${steps}; pass --epochs N for more epochs`,
    );
  const { train, test } = task;
  const state = loader.stateDict() as LoaderState;
  const weighted = settings.classWeight !== null && isClassification(train);
  const classWeights = weighted ? [...balancedWeights(train)] : null;
  return { model, record, optimizer, loader: state, batch, train, test, step, steps, classWeights, clip };
}
