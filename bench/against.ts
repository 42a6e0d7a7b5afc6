/** @file This checkout against an earlier commit, in turns: the figure of a change. */

import { execFileSync } from "node:child_process";
import { mkdtempSync, rmSync, symlinkSync } from "node:fs";
import { tmpdir } from "node:os";
import { fileURLToPath } from "node:url";
import { downhill, type Field } from "./field.ts";
import type { Problem } from "./problems.ts";
import type { Section } from "./section.ts";
import { inTurns } from "./turns.ts";

const root = fileURLToPath(new URL("..", import.meta.url));
const git = (...words: string[]): string => execFileSync("git", ["-C", root, ...words], { encoding: "utf8" }).trim();

export async function against(
  field: Field,
  say: (text: string) => void,
  commit: string,
  problems: readonly Problem[],
): Promise<Section> {
  const label = git("rev-parse", "--short", `${commit}^{commit}`);
  const checkout = mkdtempSync(`${tmpdir()}/downhill-${label}-`);
  git("worktree", "add", "--detach", "--force", checkout, label);
  try {
    symlinkSync(`${root}node_modules`, `${checkout}/node_modules`);
    const before = await field.another({ root: checkout, label });
    const now = field.contenders.get(downhill);
    if (now === undefined) throw new Error("bench: this checkout must start, see above");
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
  } finally {
    rmSync(checkout, { recursive: true });
    git("worktree", "prune");
  }
}
