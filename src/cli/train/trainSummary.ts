/** @file The result of a training run: a table for people, an object for programs. */

import { counted } from "../../check/counted.ts";
import type { EarlyStopping } from "../../training/earlyStopping.ts";
import type { Experiment } from "../experiment/experiment.ts";
import { baselineProblem, metricsText } from "../experiment/metricsText.ts";
import { classNamesOf, type Evaluation, type Metrics, scoreName } from "../experiment/objective.ts";
import { course } from "../terminal/course.ts";
import { clock, mean, short } from "../terminal/numbers.ts";
import { printable } from "../terminal/printable.ts";
import { shellCommand } from "../terminal/shellCommand.ts";
import { textTable } from "../terminal/table.ts";
import type { Environment } from "../terminal/terminal.ts";
import type { History } from "./history.ts";
import type { Ending } from "./training.ts";

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
  /** On the test set, with the weights of `scoreEpoch`; null before the first epoch. */
  testLoss: number | null;
  score: number | null;
  /**
   * The epoch of the weights tested: that of the lowest validation loss with early stopping, else the last. 0 before
   * the first.
   */
  scoreEpoch: number;
  /** On the validation set, with the same weights; null without early stopping. */
  validationLoss: number | null;
  scoreName: string;
  /** All metrics on the test set; null before an epoch of this process. */
  metrics: Metrics | null;
  classNames: readonly string[];
  /** Why the model is not better than always predicting the same; null if it is better, or not known. */
  baselineProblem: string | null;
  target: number | null;
  /** True if the score reached the target; null without a target. */
  reached: boolean | null;
  /** Of any step. */
  lr: [low: number, high: number];
  /** Steps skipped because of non-finite gradients. */
  skipped: number;
  seconds: number;
}

/** The result of a run. `tested` is the evaluation on the test set; null before the first epoch. */
export function resultOf(
  { task, optimizer, loader, seed }: Experiment,
  { losses, epochs, lr, elapsed }: History,
  ending: Ending,
  stopping: EarlyStopping | null,
  tested: Evaluation | null,
  metrics: Metrics | null,
  isBalanced: boolean,
): Result {
  const classNames = classNamesOf(task);
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
    testLoss: tested?.loss ?? null,
    score: tested?.score ?? null,
    scoreEpoch: stopping?.bestEpoch ?? epochs.length,
    validationLoss: stopping?.best ?? null,
    scoreName: scoreName(task.train),
    metrics,
    classNames,
    baselineProblem: metrics === null ? null : baselineProblem(metrics, classNames, isBalanced),
    target: task.target,
    reached: task.target === null || tested === null ? null : tested.score >= task.target,
    lr: extremesOf(lr),
    skipped: optimizer.skipped,
    seconds: elapsed / 1000,
  };
}

const extremesOf = (numbers: readonly number[]): [low: number, high: number] =>
  numbers.reduce<[number, number]>(([low, high], x) => [Math.min(low, x), Math.max(high, x)], [Infinity, -Infinity]);

/** The table at the end of `downhill train`, under a line with the outcome. `rates` holds each step's learning rate. */
export function summaryText(
  result: Result,
  rates: readonly number[],
  checkpoint: string | null,
  environment: Environment,
): string {
  const { ending, epochs, steps, loss, bestLoss, bestStep, testLoss, skipped, seconds } = result;
  const rows = [
    [
      "training loss",
      `${short(loss)}, mean of ${epochs === 0 ? "all steps" : "the last epoch"}; best batch ${short(bestLoss)} at step ${bestStep}`,
    ],
    ["test loss", testLoss === null ? "" : short(testLoss)],
    [
      "done",
      `${counted(steps, "step")} in ${counted(epochs, "epoch")}, ${clock(seconds)}, ${((1000 * seconds) / steps).toFixed(2)} ms each`,
    ],
    ["learning rate", steps === 0 ? "" : course(rates)],
    ["skipped steps", skipped === 0 ? "" : `${skipped}, with gradients that were not finite`],
    ["checkpoint", checkpoint ?? ""],
    [
      "resume",
      ending === "interrupted" && checkpoint !== null
        ? shellCommand(["train", "--resume", checkpoint], environment)
        : "",
    ],
  ].filter(([, value]) => value !== "");
  const found = result.metrics === null ? [] : [metricsText(result.metrics, result.classNames)];
  const problem = result.baselineProblem === null ? [] : [result.baselineProblem];
  const table = steps === 0 ? [] : [textTable(rows)];
  return printable([[`${ending}: ${verdict(result)}`, ...problem].join("\n"), ...table, ...found].join("\n\n"));
}

export function verdict({
  score,
  scoreEpoch,
  validationLoss,
  scoreName,
  target,
  reached,
  ending,
  ...run
}: Result): string {
  if (score === null) return "no epoch was completed, so no test score is known";
  const show = (value: number): string =>
    scoreName === "accuracy" ? `${(100 * value).toFixed(2)} %` : value.toFixed(4);
  const goal = target === null ? "" : ` (target ${show(target)}: ${reached ? "reached" : "missed"})`;
  const best =
    validationLoss === null
      ? ""
      : ` with the weights of epoch ${scoreEpoch} of ${run.epochs}, whose validation loss ${short(validationLoss)} is the lowest`;
  const when = best || (ending === "interrupted" ? ` after epoch ${scoreEpoch}` : "");
  return `test ${scoreName} ${show(score)}${when}${goal}`;
}
