/** @file A network run in words and as a table of numbers. */
import { short } from "../../../src/cli/terminal/numbers.ts";
import { tableSteps } from "../tableSteps.ts";
import type { NetRun } from "./netRun.ts";
import type { NetCurves } from "./netTraining.ts";

/** One or two sentences about step t. */
export function netSummary({ names, trainings }: NetRun, t: number): string {
  if (names.length === 0) return "No rule trains; add one.";
  const going = trainings.flatMap(({ curves, problem, done }, i) =>
    problem !== null && t > done ? [] : [{ name: names[i], loss: curves.testLoss[t], accuracy: curves.accuracy[t] }],
  );
  const gone = names.filter((name) => !going.some((one) => one.name === name));
  const best = [...going].sort((a, b) => a.loss - b.loss)[0];
  const lowest =
    best &&
    `At step ${t}, ${best.name} has the lowest test loss of ${going.length}: ${short(best.loss)}, accuracy ${percent(best.accuracy)}.`;
  return [lowest, gone.length > 0 && `Diverged: ${gone.join(", ")}.`].filter(Boolean).join(" ");
}

/** Says that the runs are comparable, or where they are not, by fingerprints. */
export function fairnessText({ weights, trainings }: NetRun): string {
  const batches = trainings.filter(({ problem }) => problem === null).map((one) => one.batches);
  const isSame = [weights, batches].every((list) => new Set(list).size <= 1);
  const words = `initial weights ${weights[0] ?? "none"}, batches ${batches[0] ?? "none"}`;
  return isSame
    ? `The same for every rule: ${words}.`
    : `Not the same for every rule: ${weights.join(", ")}; ${batches.join(", ")}.`;
}

export const percent = (share: number): string => `${(100 * share).toFixed(1)} %`;

/** A curve of every rule at up to 25 steps. */
export function curveTable(
  { names, trainings, done }: NetRun,
  curve: keyof NetCurves,
): { head: readonly string[]; rows: readonly (readonly string[])[] } {
  const cell = (value: number): string => (Number.isNaN(value) ? "none" : short(value));
  return {
    head: ["Step", ...names],
    rows: tableSteps(done).map((t) => [`${t}`, ...trainings.map(({ curves }) => cell(curves[curve][t]))]),
  };
}
