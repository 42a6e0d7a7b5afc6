/** @file Early stopping as `downhill train` uses it. */
import { noGrad } from "../../autograd/noGrad.ts";
import { EarlyStopping } from "../../training/earlyStopping.ts";
import { type Experiment, enoughToValidate } from "../experiment/experiment.ts";
import type { HeldOut } from "../experiment/objective.ts";

/** Epochs without a lower validation loss; null for no early stopping; "default" for own data, if there is enough. */
export type Patience = number | "default" | null;

/** Returns which examples to set aside. */
export const validationFor = (patience: Patience): boolean | "enough" =>
  patience === "default" ? "enough" : patience !== null;

/** Returns the epochs to wait: by default ten, or enough for 200 steps. null without validation examples. */
export function epochsToWait(patience: Patience, { task, loader }: Experiment): number | null {
  if (task.validation === null || patience === null) return null;
  return patience === "default" ? Math.max(10, Math.ceil(200 / loader.batchesPerEpoch)) : patience;
}

/** Stops at the lowest validation loss: an accuracy has few values in a small set. null for no early stopping. */
export const stoppingOf = (patience: number | null, { model }: Experiment): EarlyStopping | null =>
  patience === null ? null : new EarlyStopping(model, { patience, mode: "min" });

/** Returns the loss that decides: that of training, so with its class weights. */
export const validationLoss = ({ task, loss }: Experiment, { outputs }: HeldOut): number =>
  noGrad(() => loss(outputs, task.validation ?? task.test).item());

/** Says whether the best epoch is kept, and how to change that. */
export function stoppingNote(given: Patience, patience: number | null, { task }: Experiment): string | null {
  const count = task.validation?.inputs.shape[0];
  if (patience !== null)
    return `early stopping after ${patience} epochs without a lower loss on ${count} validation examples; --patience 0 trains on all`;
  return given === "default" ? `no early stopping with fewer than ${enoughToValidate} examples` : null;
}
