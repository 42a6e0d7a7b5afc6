/**
 * @file Runs every problem with every contender. Compares the losses of the first steps: a time counts only for the
 * same training.
 */

import { downhill, type Field, pytorch } from "./field.ts";
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
  tiny,
  transformer,
} from "./problems.ts";
import type { Section } from "./section.ts";
import { inTurns } from "./turns.ts";

/** The problems with the share of PyTorch's time that this project aims at. */
const goals: readonly [Problem, goal: number | null][] = [
  [tiny, 0.15],
  [mlp(), 1],
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

async function compete(field: Field, say: Say, chosen: typeof goals, turns: number): Promise<Section> {
  const rows: Section["rows"] = [];
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
    const measured = await inTurns(entries, onFailure, turns);
    for (const { name, milliseconds, best, ratio, losses } of measured) {
      const agrees = losses.every((loss, i) => Math.abs(loss / measured[0].losses[i] - 1) < 1e-4);
      const aim = name === downhill && goal !== null && field.contenders.has(pytorch) ? goal : null;
      const verdict = aim === null ? "" : `${aim}${ratio <= aim ? "" : ", missed"}`;
      rows.push([
        short,
        name,
        milliseconds,
        ratio,
        best / measured[0].best,
        verdict,
        agrees ? "" : "trains to another loss",
      ]);
    }
    rows.push(...failures);
  }
  return {
    title: "Training steps",
    text: `Milliseconds per step: forward, loss, backward and Adam. Ratios are to the first of each problem, in the same turn; those of each contender's best turn come nearest to an idle machine. PyTorch takes part twice: as it comes, to which the goals refer, and with a malloc that keeps its memory.\n\n${chosen.map(([{ title }]) => `- ${title}`).join("\n")}`,
    header: ["problem", "by", "ms", "ratio", "ratio of best turns", "goal", ""],
    rows,
  };
}
