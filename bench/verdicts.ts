/** @file Compares the times of a table's rows with the goals. */

import { downhill, pytorch, pytorchKeeping } from "./field.ts";
import { type Row, ratioOf } from "./turns.ts";

/** The share of PyTorch's time that this project aims at: of PyTorch as it comes, or also of the tuned one. */
export interface Goal {
  most: number;
  tuned: boolean;
}

/** No JavaScript library may come nearer than this multiple of our time. */
export const lead = 2;

/** The goal of a row of this project, and to which PyTorch it is missed. A ratio is null where there is no PyTorch. */
export function verdictOf(goal: Goal | null, ratio: number | null, toTuned: number | null): string {
  if (goal === null || ratio === null) return "";
  const missed = ratio > goal.most;
  const missedTuned = goal.tuned && toTuned !== null && toTuned > goal.most;
  if (!missed && !missedTuned) return `${goal.most}`;
  if (missed && (missedTuned || !goal.tuned)) return `${goal.most}, missed`;
  return `${goal.most}, missed to ${missed ? "PyTorch as it comes" : "tuned PyTorch"}`;
}

/** Says where a JavaScript library takes less than the goal's multiple of our time. */
export function leadOf(row: Row, all: readonly Row[]): string {
  const ours = all.find((each) => each.name === downhill);
  const isPeer = ![pytorch, pytorchKeeping].includes(row.name) && !row.name.startsWith(downhill);
  return isPeer && ours !== undefined && ratioOf(row.times, ours.times) < lead ? `${lead} × downhill, missed` : "";
}
