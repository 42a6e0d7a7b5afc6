/** @file This checkout against an earlier commit, in turns: the figure of a change. */

import { execFileSync } from "node:child_process";
import { rmSync, symlinkSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { downhill, type Field } from "./field.ts";
import type { Problem } from "./problems.ts";
import type { Section } from "./section.ts";
import { temporaryFolder } from "./temporaryFolder.ts";
import { inTurns } from "./turns.ts";

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

export async function against(
  field: Field,
  say: (text: string) => void,
  label: string,
  problems: readonly Problem[],
): Promise<Section> {
  const now = field.contenders.get(downhill);
  if (now === undefined) throw new Error("bench: this checkout must start; see above");
  const before = await field.another({ root: checkOut(label), label });
  const rows: Section["rows"] = [];
  for (const problem of problems) {
    say(problem.title);
    const folder = field.write(problem);
    const entries = [
      { name: label, contender: before, folder },
      { name: downhill, contender: now, folder },
    ];
    const failed = (name: string, reason: string): void => say(`  ${name}: ${reason}`);
    const measured = await inTurns(entries, failed, problem.kind === "op" ? 9 : 41);
    if (measured.length < entries.length) continue;
    const [was, is] = measured;
    rows.push([problem.title, was.milliseconds, is.milliseconds, is.ratio, is.best / was.best]);
  }
  return {
    title: `Against ${label}`,
    text: `Milliseconds of a step of commit ${label} and of this checkout, in turns.`,
    header: ["problem", `${label}, ms`, "now, ms", "ratio", "ratio of best turns"],
    rows,
  };
}
