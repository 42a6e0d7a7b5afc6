/**
 * @file Measuring in turns. On a shared machine only the ratio of two times taken in succession means something. Of
 * many such ratios only the median does.
 */
import type { Contender } from "./contender.ts";

/** One contender with one problem, written to a folder. */
export interface Entry {
  name: string;
  contender: Contender;
  folder: string;
}

/** The measurements of an entry. */
export interface Row {
  name: string;
  /** Milliseconds per step, the median of its turns. */
  milliseconds: number;
  /** The same in its best turn. */
  best: number;
  /** Its time divided by that of the first entry in the same turn, the median over all turns. */
  ratio: number;
  /** The losses of the first steps. */
  losses: readonly number[];
  /** Seconds per step in each turn. */
  times: readonly number[];
}

/** An entry is warm when a run takes half of these seconds. */
const warming = 0.05;
/** An entry whose turn takes longer than this gets three turns. */
const patience = 0.5;

/**
 * Returns each entry's time per step, relative to the first entry's. Omits entries that fail and reports them. A turn
 * has the steps that take `seconds`, at least one.
 */
export async function inTurns(
  entries: readonly Entry[],
  onFailure: (name: string, reason: string) => void = () => {},
  { turns = 41, seconds = 0.02 } = {},
): Promise<Row[]> {
  const running: { name: string; contender: Contender; losses: number[]; steps: number; times: number[] }[] = [];
  for (const { name, contender, folder } of entries) {
    try {
      const losses = await contender.prepare(folder);
      running.push({ name, contender, losses, steps: await stepsIn(contender, seconds), times: [] });
    } catch (error) {
      onFailure(name, (error as Error).message);
    }
  }
  for (let turn = 0; turn < turns; turn++) {
    for (const { contender, steps, times } of running) {
      if (turn >= 3 && times[0] * steps > patience) continue;
      times.push((await contender.run(steps)) / steps);
    }
  }
  return running.map(({ name, losses, times }) => ({
    name,
    milliseconds: 1000 * median(times),
    best: 1000 * Math.min(...times),
    ratio: ratioOf(times, running[0].times),
    losses,
    times,
  }));
}

/** Returns the median ratio of two times in the same turn. A slow entry has its first turns only. */
export const ratioOf = (times: readonly number[], others: readonly number[]): number =>
  median(others.slice(0, times.length).map((other, turn) => times[turn] / other));

/** How many steps fill the time, found by doubling; this also warms up. */
async function stepsIn(contender: Contender, seconds: number): Promise<number> {
  for (let steps = 1; ; steps *= 2) {
    const taken = await contender.run(steps);
    if (taken >= warming / 2) return Math.max(1, Math.round((steps * seconds) / taken));
  }
}

export function median(values: readonly number[]): number {
  const sorted = [...values].sort((a, b) => a - b);
  const middle = sorted.length >> 1;
  return sorted.length % 2 === 1 ? sorted[middle] : (sorted[middle - 1] + sorted[middle]) / 2;
}
