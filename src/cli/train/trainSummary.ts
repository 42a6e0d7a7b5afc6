/** @file The result of a training run: a table for people, an object for programs. */

import type { EarlyStopping } from "../../training/earlyStopping.ts";
import type { Experiment } from "../experiment/experiment.ts";
import { scoreName } from "../experiment/objective.ts";
import { clock, mean, short, terse } from "../terminal/numbers.ts";
import { printable } from "../terminal/printable.ts";
import { shellCommand } from "../terminal/shellCommand.ts";
import { textTable } from "../terminal/table.ts";
import type { Environment } from "../terminal/terminal.ts";
import type { Ending, History } from "./training.ts";

export interface Result {
  task: string;
  optimizer: string;
  seed: number;
  ending: Ending;
  epochs: number;
  steps: number;
  /** Mean loss of the steps of the last epoch, and the smallest loss of any step. */
  loss: number;
  bestLoss: number;
  bestStep: number;
  /** On the test set after `scoreEpoch`; null before the first evaluation. */
  testLoss: number | null;
  score: number | null;
  /** The epoch of score and test loss: with --patience the best, else the last; 0 before the first. */
  scoreEpoch: number;
  scoreName: string;
  target: number | null;
  /** True if the score reached the target; null without a target. */
  reached: boolean | null;
  lr: [low: number, high: number];
  /** Steps skipped because of non-finite gradients. */
  skipped: number;
  seconds: number;
}

export function resultOf(
  { task, optimizer, loader, seed }: Experiment,
  { losses, epochs, lr, elapsed }: History,
  ending: Ending,
  stopping: EarlyStopping | null,
): Result {
  const scoreEpoch = stopping?.bestEpoch || epochs.length;
  const last = epochs[scoreEpoch - 1] ?? null;
  const tail = losses.slice(-loader.batchesPerEpoch);
  const finite = losses.filter(Number.isFinite);
  const bestLoss = finite.reduce((a, b) => Math.min(a, b), Infinity);
  return {
    task: task.name,
    optimizer: optimizer.rule.name,
    seed,
    ending,
    epochs: epochs.length,
    steps: losses.length,
    loss: mean(tail),
    bestLoss,
    bestStep: losses.indexOf(bestLoss) + 1,
    testLoss: last?.loss ?? null,
    score: last?.score ?? null,
    scoreEpoch,
    scoreName: scoreName(task.train),
    target: task.target,
    reached: task.target === null || last === null ? null : last.score >= task.target,
    lr,
    skipped: optimizer.skipped,
    seconds: elapsed / 1000,
  };
}

/** The table at the end of `downhill train`, under a line with the outcome. */
export function summaryText(result: Result, checkpoint: string | null, environment: Environment): string {
  const { ending, epochs, steps, loss, bestLoss, bestStep, testLoss, lr, skipped, seconds } = result;
  const rows = [
    ["training loss", `${short(loss)}, mean of the last epoch; best batch ${short(bestLoss)} at step ${bestStep}`],
    ["test loss", testLoss === null ? "" : short(testLoss)],
    [
      "done",
      `${count(steps, "step")} in ${count(epochs, "epoch")}, ${clock(seconds)}, ${((1000 * seconds) / steps).toFixed(2)} ms each`,
    ],
    ["learning rate", lr[0] === lr[1] ? terse(lr[0]) : `${terse(lr[0])} – ${terse(lr[1])}`],
    ["skipped steps", skipped === 0 ? "" : `${skipped}, with gradients that were not finite`],
    ["checkpoint", checkpoint ?? ""],
    [
      "resume",
      ending === "interrupted" && checkpoint !== null
        ? shellCommand(["train", "--resume", checkpoint], environment)
        : "",
    ],
  ].filter(([, value]) => value !== "");
  return printable([`${ending}: ${verdict(result)}`, ...(steps === 0 ? [] : [textTable(rows)])].join("\n"));
}

const count = (n: number, what: string): string => `${n} ${what}${n === 1 ? "" : "s"}`;

function verdict({ epochs, score, scoreEpoch, scoreName, target, reached, ending }: Result): string {
  if (score === null) return "no epoch was completed, so no test score is known";
  const show = (value: number): string =>
    scoreName === "accuracy" ? `${(100 * value).toFixed(2)} %` : value.toFixed(4);
  const goal = target === null ? "" : ` (target ${show(target)}: ${reached ? "reached" : "missed"})`;
  const isPartial = ending === "interrupted" || scoreEpoch < epochs;
  const when = isPartial ? ` after epoch ${scoreEpoch}${scoreEpoch < epochs ? `, the best of ${epochs}` : ""}` : "";
  return `test ${scoreName} ${show(score)}${when}${goal}`;
}
