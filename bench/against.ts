/** @file This checkout against an earlier commit, in turns: the figure of a change. */

import { execFileSync } from "node:child_process";
import { rmSync, symlinkSync } from "node:fs";
import { fileURLToPath } from "node:url";
import type { Contender } from "./contender.ts";
import type { Field } from "./field.ts";
import type { Problem } from "./problems.ts";
import type { Section } from "./section.ts";
import { temporaryFolder } from "./temporaryFolder.ts";
import { inTurns, median, ratioOf } from "./turns.ts";

type Say = (text: string) => void;

/** A row is slower above this ratio. */
const slower = 1.03;
const root = fileURLToPath(new URL("..", import.meta.url));
const git = (...words: string[]): string =>
  execFileSync("git", ["-C", root, ...words], { encoding: "utf8", stdio: ["ignore", "pipe", "ignore"] }).trim();

/** Returns the short hash of a commit, a branch or a tag. */
export function commitOf(name: string): string {
  try {
    return git("rev-parse", "--short", "--verify", "--end-of-options", `${name}^{commit}`);
  } catch {
    throw new Error(
      `bench: --against must be a commit of this repository, got "${name}"; git log --oneline lists them`,
    );
  }
}

/** Checks the commit out to a folder of the system's, until the bench ends. */
function checkOut(label: string): string {
  const checkout = temporaryFolder(label);
  git("worktree", "add", "--detach", "--force", checkout, label);
  process.once("exit", () => {
    rmSync(checkout, { recursive: true, force: true });
    git("worktree", "prune");
  });
  symlinkSync(`${root}node_modules`, `${checkout}/node_modules`);
  return checkout;
}

function tooOld(label: string, error: Error): never {
  const reason = error.message.split("\n").find((line) => line.includes("ERROR: ")) ?? error.message;
  throw new Error(
    `bench: this bench must fit commit ${label}, got ${reason.replace(/.*ERROR: /, "")}; take a later one`,
  );
}

/**
 * Starts two processes of each side: engines optimize a program differently from start to start. The commit's are the
 * first and the last.
 */
async function startSides(field: Field, checkout: { root: string; label: string }): Promise<Contender[]> {
  const sides: Contender[] = [];
  for (const source of [checkout, undefined, undefined, checkout])
    sides.push(await field.another(source).catch((error) => tooOld(checkout.label, error)));
  return sides;
}

type Cells = [was: number, is: number, ratio: number, ratioOfBest: number];

/** Times a problem by all processes; null if one of them fails. */
async function compare(field: Field, sides: readonly Contender[], problem: Problem, say: Say): Promise<Cells | null> {
  const folder = field.write(problem);
  const entries = sides.map((contender) => ({ name: contender.name, contender, folder }));
  const failed = (name: string, reason: string): void => say(`  ${name}: ${reason}`);
  // Many short turns: some of them are free of other programs, also on a busy machine.
  const measured = await inTurns(entries, failed, problem.kind === "op" ? { turns: 31, seconds: 0.004 } : {});
  if (measured.length < entries.length) return null;
  const was = [0, 3].flatMap((place) => measured[place].times);
  const is = [1, 2].flatMap((place) => measured[place].times);
  return [1000 * median(was), 1000 * median(is), ratioOf(is, was), Math.min(...is) / Math.min(...was)];
}

const isSlower = ([, , ratio, ratioOfBest]: Cells): boolean => Math.min(ratio, ratioOfBest) > slower;

export async function against(field: Field, say: Say, label: string, problems: readonly Problem[]): Promise<Section> {
  const checkout = { root: checkOut(label), label };
  let sides = await startSides(field, checkout);
  const rows: Section["rows"] = [];
  for (const problem of problems) {
    say(problem.title);
    let cells = await compare(field, sides, problem, say);
    for (let again = 0; again < 2 && cells !== null && isSlower(cells); again++) {
      for (const side of sides) side.stop();
      sides = await startSides(field, checkout);
      cells = await compare(field, sides, problem, say);
    }
    if (cells !== null) rows.push([problem.title, ...cells, isSlower(cells) ? "slower" : ""]);
  }
  return {
    title: `Against ${label}`,
    text: `Milliseconds of a step of commit ${label} and of this checkout, in turns, by two processes of each. On a busy machine the ratio of best turns is the steadier one. A row is slower if both ratios are above ${slower} three times, with new processes each time: ${rows.filter((row) => row[5] !== "").length} of ${rows.length}.`,
    header: ["problem", `${label}, ms`, "now, ms", "ratio", "ratio of best turns", ""],
    rows,
  };
}
