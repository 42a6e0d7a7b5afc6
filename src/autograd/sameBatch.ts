import type { Random } from "./random.ts";

/** Runs an evaluation again: the same random numbers, and no second update of running statistics. */
export type Repeat = <T>(evaluate: () => T) => T;

interface Batch {
  /** The generators drawn from in the first evaluation, with their states before. */
  readonly before: Map<Random, readonly number[]>;
  latest: Random | null;
  repeats: boolean;
}

let batch: Batch | null = null;

/**
 * Runs one optimizer step that evaluates the loss several times on one batch, as SAM and L-BFGS do.
 *
 * Every evaluation that `work` passes to `repeat` draws the random numbers of the first, so dropout keeps its mask.
 * Batch norm updates its running statistics in the first evaluation only. Afterwards generators are where the first
 * left them.
 */
export function sameBatch<T>(work: (repeat: Repeat) => T): T {
  const outer = batch;
  const own: Batch = { before: new Map(), latest: null, repeats: false };
  const repeat: Repeat = (evaluate) => {
    const after = [...own.before.keys()].map((random) => [random, random.stateDict()] as const);
    for (const [random, state] of own.before) random.loadStateDict(state);
    own.repeats = true;
    try {
      return evaluate();
    } finally {
      own.repeats = false;
      for (const [random, state] of after) random.loadStateDict(state);
    }
  };
  batch = own;
  try {
    return work(repeat);
  } finally {
    batch = outer;
  }
}

/** True during a repeated evaluation of a batch. */
export const isRepeat = (): boolean => batch?.repeats ?? false;

/** Called by a generator before each draw. */
export function noteDraw(random: Random): void {
  if (batch === null || batch.repeats || batch.latest === random) return;
  batch.latest = random;
  if (!batch.before.has(random)) batch.before.set(random, random.stateDict());
}
