/** @file `npm run release -- --dry-run` in a copy of the project: each problem is named with its remedy. */
import { execFileSync, spawnSync } from "node:child_process";
import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { beforeAll, expect, it } from "vitest";
import { copyProject } from "./support/copyProject.ts";

const folder = copyProject();
const git = (...args: string[]) =>
  execFileSync("git", ["-c", "user.name=test", "-c", "user.email=test@example.com", ...args], { cwd: folder });
const release = (...flags: string[]) => {
  const { ACTIONS_ID_TOKEN_REQUEST_URL, SIGSTORE_ID_TOKEN, ...env } = process.env;
  return spawnSync(process.execPath, ["--import", "tsx", "scripts/release.ts", ...flags], {
    cwd: folder,
    encoding: "utf8",
    env,
  });
};
const edit = (file: string, change: (text: string) => string): void =>
  writeFileSync(join(folder, file), change(readFileSync(join(folder, file), "utf8")));

beforeAll(() => {
  git("init", "--quiet", "--initial-branch=main");
  writeFileSync(join(folder, ".git/info/exclude"), "node_modules\n");
  git("add", "--all");
  git("commit", "--quiet", "--message", "Start");
});

it("names everything that stands against a release, before it builds", () => {
  git("switch", "--quiet", "--create", "other");
  git("tag", "v0.1.0");
  edit("CHANGELOG.md", (text) => text.replace(/^(## \[0\.1\.0\]).*/m, "$1 - soon\n\n## [0.0.1] - 2020-01-01"));
  const { status, stdout } = release("--dry-run", "--fast");
  git("restore", ".");
  git("switch", "--quiet", "main");
  git("tag", "--delete", "v0.1.0");
  expect([status, stdout]).toEqual([
    1,
    `failed  --fast
        release: flags must be among --dry-run, --quick, got --fast; remove it
failed  clean tree, on main, version without a tag
        release: the tree must be clean, got 1 changed files; commit or stash them
        release: the branch must be main, got other; git switch main
        release: version 0.1.0 must have no tag, got v0.1.0; npm version minor --no-git-tag-version
failed  CHANGELOG.md has 0.1.0
        CHANGELOG.md: 0.1.0 must have a date, got none; write ## [0.1.0] - YYYY-MM-DD
        CHANGELOG.md: 0.1.0 must list a change, got none; write what is new
`,
  ]);
});

it("publishes nothing without addresses and a provider of provenance", () => {
  edit("package.json", (text) => text.replace("{", '{ "homepage": "https://github.com/OWNER/NAME#readme",'));
  const { status, stdout } = release();
  git("restore", ".");
  expect([status, stdout]).toEqual([1, expect.stringContaining("failed  ready to publish\n")]);
  for (const [field, got] of [
    ["repository", "nothing; npm pkg set repository.type=git repository.url=git+https://"],
    ["homepage", '"https://github.com/OWNER/NAME#readme"; npm pkg set homepage=https://'],
    ["bugs", "nothing; npm pkg set bugs.url=https://"],
  ])
    expect(stdout).toContain(`package.json: ${field} must be the public address, got ${got}`);
  expect(stdout).toContain("release: provenance must be signed in GitHub Actions or GitLab CI, got no id token;");
});

it("finds a packed file without a use, and an export without a file", () => {
  edit("package.json", (text) =>
    text
      .replace('"files": [', '"files": ["tests/golden/torch.json",')
      .replace('"./package.json":', '"./gone": "./dist/gone.js", "./package.json":'),
  );
  git("commit", "--quiet", "--all", "--message", "Change what is packed");
  const { status, stdout } = release("--dry-run", "--quick");
  expect([status, stdout.split("\n").filter((line) => line.includes("mend"))]).toEqual([
    1,
    [
      '        dist/gone.js: must be in the package, got no such file; npm run build, or mend "files"',
      '        tests/golden/torch.json: must be exported or left out, got a packed file without a use; mend "files"',
    ],
  ]);
}, 300_000);
