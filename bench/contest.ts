/**
 * @file Runs every problem with every contender. Compares the losses of the first steps: a time counts only for the
 * same training.
 */

import { downhill, type Field, pytorch, pytorchKeeping } from "./field.ts";
import { flopsOf } from "./flops.ts";
import { peakFlops } from "./limits.ts";
import {
  adamUpdate,
  autoencoder,
  cnn,
  defaultCnn,
  gemm,
  mlp,
  normalizedMlp,
  type Problem,
  paddedCnn,
  peak,
  tiny,
  transformer,
} from "./problems.ts";
import type { Section } from "./section.ts";
import { inTurns, type Row, ratioOf } from "./turns.ts";
import { type Goal, lead, leadOf, verdictOf } from "./verdicts.ts";

const asItComes = (most: number): Goal => ({ most, tuned: false });
const both = (most: number): Goal => ({ most, tuned: true });

const goals: readonly [Problem, goal: Goal | null][] = [
  [tiny, asItComes(0.15)],
  [{ ...mlp(), name: "mlp" }, both(1)],
  [cnn, both(1)],
  [defaultCnn, both(0.9)],
  [paddedCnn, both(1)],
  [normalizedMlp, both(1)],
  [autoencoder, null],
  [transformer, both(1)],
  [adamUpdate, asItComes(0.45)],
  [gemm, null],
];
export const problems: readonly Problem[] = goals.map(([problem]) => problem);

type Say = (text: string) => void;

export const contest = (field: Field, say: Say, chosen = problems): Promise<Section> =>
  compete(
    field,
    say,
    goals.filter(([problem]) => chosen.includes(problem)),
    41,
  );

/** Three turns of the tiny model: shows that the bench works, and measures nothing. */
export const quickContest = (field: Field, say: Say): Promise<Section> => compete(field, say, goals.slice(0, 1), 3);

/** Takes the time in which the peak rate does the products of a step. No arrangement of them can be faster. */
const limit = "its products at the peak";

async function compete(field: Field, say: Say, chosen: typeof goals, turns: number): Promise<Section> {
  const rows: Section["rows"] = [];
  const idle = { name: limit, contender: await field.another(), folder: field.write(peak) };
  for (const [problem, goal] of chosen) {
    say(problem.title);
    const folder = field.write(problem);
    const entries = [...field.contenders].map(([name, contender]) => ({ name, contender, folder }));
    const short = problem.title.split(":")[0];
    const failures: Section["rows"] = [];
    const onFailure = (name: string, reason: string): void => {
      say(`  ${name}: ${reason}`);
      failures.push([short, name, "–", "–", "–", "–", "", `fails: ${reason}`]);
    };
    const share = flopsOf(problem) / peakFlops;
    const measured = await inTurns(share > 0 ? [...entries, idle] : entries, onFailure, { turns });
    rows.push(...measured.map((row) => [short, ...cells(row, measured, goal, share)]), ...failures);
  }
  return {
    title: "Training steps",
    text: `Milliseconds per step: forward, loss, backward and Adam. Ratios are to the first of each problem, in the same turn; those of each contender's best turn come nearest to an idle machine. PyTorch takes part twice: as it comes, and tuned by a malloc that keeps its memory. The goals are at most this ratio to PyTorch as it comes; those of models above tiny are also to the tuned one. A JavaScript library must take at least ${lead} times downhill's time; a row where one does not is marked. "${limit}" is the time of a step's multiplications and additions alone, on four lanes in registers. No step of this project can be shorter. For the update alone, one backward pass of PyTorch and of downhill leaves the gradient that every step reads.\n\n${chosen.map(([{ title }]) => `- ${title}`).join("\n")}`,
    header: ["problem", "by", "ms", "ratio", "to tuned PyTorch", "ratio of best turns", "goal", ""],
    rows,
  };
}

/** The cells of a contender's row, after the name of the problem. */
function cells(row: Row, all: readonly Row[], goal: Goal | null, share: number): (string | number)[] {
  const { name, milliseconds, best, ratio, losses } = row;
  const [first] = all;
  const tuned = all.find((each) => each.name === pytorchKeeping);
  const toTuned = tuned === undefined ? null : ratioOf(row.times, tuned.times);
  const numbers = [milliseconds, ratio, toTuned, best / first.best];
  const shown = numbers.map((number) => (number === null ? "–" : name === limit ? number * share : number));
  if (name === limit) return [name, ...shown, "", ""];
  const agrees = losses.every((loss, i) => Math.abs(loss / first.losses[i] - 1) < 1e-4);
  const ours = name.startsWith(downhill);
  const verdict = ours ? verdictOf(goal, first.name === pytorch ? ratio : null, toTuned) : leadOf(row, all);
  return [name, ...shown, verdict, agrees ? "" : "trains to another loss"];
}
