/** @file A checkpoint of `downhill train` as a run that PyTorch can continue. */

import type { LoaderState } from "../../data/loader.ts";
import type { PytorchRun } from "../../export/pytorch/toPytorch.ts";
import type { Values } from "../flags/flags.ts";
import { UsageError } from "../flags/usageError.ts";
import { exportedRun } from "./exportedRun.ts";

/** Reads the run in a checkpoint, with its data. Throws UsageError if no step is left, or if the data differs. */
export function pytorchRun(file: string, values: Values): PytorchRun {
  const { loaded, experiment, step, classWeights } = exportedRun(file, values);
  const { model, optimizer, loader, batch, task, clip } = experiment;
  const { record } = loaded;
  const steps = experiment.epochs * loader.batchesPerEpoch;
  if (step >= steps)
    throw new UsageError(
      `${file}: a step must be left to make, got ${step} of ${steps}; pass --epochs N for more epochs`,
    );
  const { train, test } = task;
  const state = loader.stateDict() as LoaderState;
  return { model, record, optimizer, loader: state, batch, train, test, step, steps, classWeights, clip };
}
