/** @file What a training run came to: a table for people, an object for programs. */

import type { Experiment } from "../experiment/experiment.ts";
import { scoreName } from "../experiment/objective.ts";
import { clock, mean, short, terse } from "../terminal/numbers.ts";
import { textTable } from "../terminal/table.ts";
import type { Ending, History } from "./training.ts";

export interface Result {
  task: string;
  optimizer: string;
  seed: number;
  ending: Ending;
  epochs: number;
  steps: number;
  /** Mean loss of the last epoch's steps so far, and the smallest of any step. */
  loss: number;
  bestLoss: number;
  bestStep: number;
  /** On the test examples after the last epoch; null before the first. */
  testLoss: number | null;
  score: number | null;
  scoreName: string;
  target: number | null;
  /** Whether the score reached the target; null if there is none. */
  reached: boolean | null;
  lr: [low: number, high: number];
  /** Steps left out because of non-finite gradients. */
  skipped: number;
  seconds: number;
}

export function resultOf({ task, optimizer, loader, seed }: Experiment, history: History, ending: Ending): Result {
  const { losses, evaluations, lr, elapsed } = history;
  const last = evaluations.at(-1) ?? null;
  const tail = losses.slice(-loader.batchesPerEpoch);
  const finite = losses.filter(Number.isFinite);
  const bestLoss = finite.reduce((a, b) => Math.min(a, b), Infinity);
  return {
    task: task.name,
    optimizer: optimizer.rule.name,
    seed,
    ending,
    epochs: evaluations.length,
    steps: losses.length,
    loss: mean(tail),
    bestLoss,
    bestStep: losses.indexOf(bestLoss) + 1,
    testLoss: last?.loss ?? null,
    score: last?.score ?? null,
    scoreName: scoreName(task.train),
    target: task.target,
    reached: task.target === null || last === null ? null : last.score >= task.target,
    lr,
    skipped: optimizer.skipped,
    seconds: elapsed / 1000,
  };
}

/** The table at the end of `downhill train`, under one line that says how it went. */
export function summaryText(result: Result, checkpoint: string | null): string {
  const { ending, epochs, steps, loss, bestLoss, bestStep, testLoss, lr, skipped, seconds } = result;
  const rows = [
    ["training loss", `${short(loss)}, mean of the last epoch; best batch ${short(bestLoss)} at step ${bestStep}`],
    ["test loss", testLoss === null ? "" : short(testLoss)],
    [
      "done",
      `${count(steps, "step")} in ${count(epochs, "epoch")}, ${clock(seconds)}, ${((1000 * seconds) / steps).toFixed(2)} ms each`,
    ],
    ["learning rate", lr[0] === lr[1] ? terse(lr[0]) : `${terse(lr[0])} to ${terse(lr[1])}`],
    ["skipped steps", skipped === 0 ? "" : `${skipped}, whose gradients were not finite`],
    ["checkpoint", checkpoint ?? ""],
    ["go on", ending === "interrupted" && checkpoint !== null ? `downhill train --resume ${checkpoint}` : ""],
  ].filter(([, value]) => value !== "");
  return [`${ending}: ${verdict(result)}`, ...(steps === 0 ? [] : [textTable(rows)])].join("\n");
}

const count = (n: number, what: string): string => `${n} ${what}${n === 1 ? "" : "s"}`;

function verdict({ ending, epochs, score, scoreName, target, reached }: Result): string {
  if (score === null) return "no epoch done, so nothing was evaluations on the test examples";
  const show = (value: number): string =>
    scoreName === "accuracy" ? `${(100 * value).toFixed(2)} %` : value.toFixed(4);
  const goal = target === null ? "" : ` (target ${show(target)}: ${reached ? "reached" : "missed"})`;
  const when = ending === "interrupted" ? ` after epoch ${epochs}` : "";
  return `test ${scoreName} ${show(score)}${when}${goal}`;
}
