/** @file The files that a run writes, checked before it is built. */

import { checkDistinct, checkOutput } from "../flags/output.ts";
import { eventFileIn } from "./observers/openObservers.ts";
import type { TrainSettings } from "./settings.ts";

/** Throws UsageError if two of the files are the same, or the checkpoint cannot be written. */
export function checkFiles(settings: TrainSettings): void {
  const { checkpoint, resume, model, log, report, tensorboard, overwrite } = settings;
  // A resumed run is saved in the file of --resume unless --checkpoint is given.
  const isResumed = checkpoint === resume?.file;
  checkDistinct({
    [isResumed ? "resume" : "checkpoint"]: checkpoint,
    save: model,
    log,
    report,
    tensorboard: tensorboard && eventFileIn(tensorboard),
  });
  if (checkpoint !== null)
    checkOutput("checkpoint", checkpoint, {
      overwrite,
      inputs: { data: settings.experiment.data },
      isOwn: () => isResumed,
    });
}
