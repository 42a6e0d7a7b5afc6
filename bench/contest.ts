/**
 * @file Runs every problem with every contender. Compares the losses of the first steps: a time counts only for the
 * same training.
 */

import { downhill, type Field, pytorch } from "./field.ts";
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
import { inTurns, type Row } from "./turns.ts";

/** The problems with the share of PyTorch's time that this project aims at. */
const goals: readonly [Problem, goal: number | null][] = [
  [tiny, 0.15],
  [{ ...mlp(), name: "mlp" }, 1],
  [cnn, 1],
  [defaultCnn, 0.9],
  [paddedCnn, 1],
  [normalizedMlp, 1],
  [autoencoder, null],
  [transformer, 1],
  [adamUpdate, 0.45],
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
      failures.push([short, name, "–", "–", "–", "", `fails: ${reason}`]);
    };
    const share = flopsOf(problem) / peakFlops;
    const measured = await inTurns(share > 0 ? [...entries, idle] : entries, onFailure, { turns });
    const aim = field.contenders.has(pytorch) ? goal : null;
    rows.push(...measured.map((row) => [short, ...cells(row, measured[0], aim, share)]), ...failures);
  }
  return {
    title: "Training steps",
    text: `Milliseconds per step: forward, loss, backward and Adam. Ratios are to the first of each problem, in the same turn; those of each contender's best turn come nearest to an idle machine. PyTorch takes part twice: as it comes, to which the goals refer, and with a malloc that keeps its memory. "${limit}" is the time of the step's multiplications and additions at the rate of four lanes in registers: no step of this project can be shorter. For the update alone, one backward pass of PyTorch and of downhill leaves the gradient that every step reads.\n\n${chosen.map(([{ title }]) => `- ${title}`).join("\n")}`,
    header: ["problem", "by", "ms", "ratio", "ratio of best turns", "goal", ""],
    rows,
  };
}

function cells(row: Row, first: Row, goal: number | null, share: number): (string | number)[] {
  const { name, milliseconds, best, ratio, losses } = row;
  if (name === limit) return [name, milliseconds * share, ratio * share, (best / first.best) * share, "", ""];
  const agrees = losses.every((loss, i) => Math.abs(loss / first.losses[i] - 1) < 1e-4);
  const aim = name === downhill ? goal : null;
  const verdict = aim === null ? "" : `${aim}${ratio <= aim ? "" : ", missed"}`;
  return [name, milliseconds, ratio, best / first.best, verdict, agrees ? "" : "trains to another loss"];
}
