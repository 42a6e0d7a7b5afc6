/**
 * @file Measuring in turns: on a machine that others use too, only the ratio of two times taken one right after the
 * other means something, and of many such ratios only the median.
 */
import type { Contender } from "./contender.ts";

/** One contender on one problem. */
export interface Row {
  name: string;
  /** Milliseconds per step, the median of its turns. */
  milliseconds: number;
  /** Its time divided by that of the first contender in the same turn, the median over all turns. */
  ratio: number;
  /** The losses of the first steps. */
  losses: readonly number[];
}

export interface TurnOptions {
  /** How often everybody has a turn. */
  turns: number;
  /** The least length of a turn, in seconds. */
  seconds: number;
}

/** Everybody's time for one step, relative to the first contender's. Those that fail are told to `onFailure`, left out. */
export async function inTurns(
  contenders: readonly Contender[],
  folder: string,
  { turns, seconds }: TurnOptions,
  onFailure: (name: string, reason: string) => void = () => {},
): Promise<Row[]> {
  const running: { contender: Contender; losses: number[]; steps: number; times: number[] }[] = [];
  for (const contender of contenders) {
    try {
      const losses = await contender.prepare(folder);
      running.push({ contender, losses, steps: await stepsIn(contender, seconds), times: [] });
    } catch (error) {
      onFailure(contender.name, (error as Error).message);
    }
  }
  for (let turn = 0; turn < turns; turn++) {
    for (const { contender, steps, times } of running) {
      const slow = (times[0] ?? 0) * steps > 10 * seconds;
      if (slow && turn >= 3) continue;
      times.push((await contender.run(steps)) / steps);
    }
  }
  return running.map(({ contender, losses, times }) => ({
    name: contender.name,
    milliseconds: 1000 * median(times),
    ratio: median(times.map((time, turn) => time / running[0].times[turn])),
    losses,
  }));
}

/** How many steps fill the time, found by doubling; this also warms up. */
async function stepsIn(contender: Contender, seconds: number): Promise<number> {
  for (let steps = 1; ; steps *= 2) {
    const taken = await contender.run(steps);
    if (taken >= seconds / 2) return Math.max(1, Math.round((steps * seconds) / taken));
  }
}

export function median(values: readonly number[]): number {
  const sorted = [...values].sort((a, b) => a - b);
  const middle = sorted.length >> 1;
  return sorted.length % 2 === 1 ? sorted[middle] : (sorted[middle - 1] + sorted[middle]) / 2;
}
