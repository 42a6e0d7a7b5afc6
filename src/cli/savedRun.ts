/** @file Training runs as files: what `--checkpoint` writes and `--resume` reads. */

import type { Checkpoint } from "../checkpoint/checkpoint.ts";
import { restoreRun } from "../checkpoint/checkpoint.ts";
import { FileFormatError } from "../checkpoint/fileFormatError.ts";
import { loadCheckpoint, saveCheckpoint } from "../checkpoint/files.ts";
import type { Experiment } from "./experiment.ts";
import type { Values } from "./flags.ts";
import type { History } from "./training.ts";
import { UsageError } from "./usageError.ts";

/** What the checkpoint keeps besides weights, optimizer, loader and generators. */
interface Extra {
  /** The flags that made the experiment: resuming makes it anew. */
  flags: Record<string, string | string[]>;
  history: { losses: number[]; judged: { loss: number; score: number }[]; lr: number[]; elapsed: number };
}

/** Flags that belong to one call and not to the run. */
const momentary = ["resume", "checkpoint", "progress", "json"];
/** Flags that may be given when a run is resumed. */
const free = [...momentary, "epochs", "patience"];

/** Writes the run as it stands, with the flags that made it. */
export function saveRun(file: string, { model, optimizer, loader }: Experiment, flags: Values, history: History): void {
  const own = Object.entries(flags).filter(([name, value]) => !momentary.includes(name) && value !== undefined);
  const extra: Extra = { flags: Object.fromEntries(own) as Extra["flags"], history };
  saveCheckpoint(file, { model, optimizer, loader, step: history.losses.length, extra: { ...extra } });
}

/** The saved run and its flags, completed by those given now. Throws UsageError where these would make another run. */
export function openRun(file: string, given: Values): { checkpoint: Checkpoint; flags: Values } {
  const fixed = Object.keys(given).find((name) => !free.includes(name) && given[name] !== undefined);
  if (fixed !== undefined)
    throw new UsageError(
      `--${fixed} comes from the checkpoint; with --resume only ${free.slice(1).join(", ")} can be given`,
    );
  const checkpoint = loadCheckpoint(file);
  const { flags } = extraOf(checkpoint);
  return { checkpoint, flags: { ...flags, ...given } };
}

/** Puts a saved run into the experiment made from its flags; returns its history. */
export function continueRun({ model, optimizer, loader }: Experiment, checkpoint: Checkpoint): History {
  restoreRun({ model, optimizer, loader }, checkpoint);
  const { losses, judged, lr, elapsed } = extraOf(checkpoint).history;
  return { losses: [...losses], judged: [...judged], lr: [lr[0], lr[1]], elapsed };
}

function extraOf({ file, extra }: Checkpoint): Extra {
  const isOurs = typeof extra === "object" && extra !== null && "flags" in extra && "history" in extra;
  if (!isOurs)
    throw new FileFormatError(
      file,
      "run.extra",
      "the flags and history that downhill train saves",
      JSON.stringify(extra),
    );
  return extra as unknown as Extra;
}
