import { decodeCheckpoint } from "../../checkpoint/decodeCheckpoint.ts";
import { encodeCheckpoint } from "../../checkpoint/encodeCheckpoint.ts";
import { restoreRun } from "../../checkpoint/restoreRun.ts";
import type { Values } from "../flags/flags.ts";
import { type Experiment, readExperiment } from "./experiment.ts";

/** An experiment of its own that stands where this one does: model, optimizer, loader and generators are copies. */
export function copyExperiment({ model, optimizer, loader }: Experiment, flags: Values): Experiment {
  const copy = readExperiment(flags);
  const saved = decodeCheckpoint(encodeCheckpoint({ model, optimizer, loader, step: 0 }), "the experiment");
  restoreRun({ model: copy.model, optimizer: copy.optimizer, loader: copy.loader }, saved);
  return copy;
}
