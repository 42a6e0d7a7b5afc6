import { execFileSync } from "node:child_process";

const git = (...args: string[]): string => execFileSync("git", args, { encoding: "utf8" }).trim();

/** Returns the problems of the present commit: a changed tree, another branch, a version released before. */
export function stateProblems(version: string): string[] {
  const problems: string[] = [];
  const changed = git("status", "--porcelain").split("\n").filter(Boolean);
  if (changed.length > 0)
    problems.push(`release: the tree must be clean, got ${changed.length} changed files; commit or stash them`);
  const branch = git("rev-parse", "--abbrev-ref", "HEAD");
  if (branch !== "main") problems.push(`release: the branch must be main, got ${branch}; git switch main`);
  if (git("tag", "--list", `v${version}`) !== "")
    problems.push(
      `release: version ${version} must have no tag, got v${version}; npm version minor --no-git-tag-version`,
    );
  return problems;
}
