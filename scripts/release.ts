/**
 * @file `npm run release -- --dry-run`: everything a release does but publishing. Without `--dry-run` it also runs
 * `.ci/run` first, publishes and tags. Prints a line for each step, and exits with 1 before the build if one fails.
 *
 *     --quick    leaves out the places of `npm run try-package -- --all`, which take minutes
 */
import { execFileSync } from "node:child_process";
import { readFileSync } from "node:fs";
import { mostBytes } from "./package/mostBytes.ts";
import { changelogProblems } from "./release/changelogProblems.ts";
import { contentProblems } from "./release/contentProblems.ts";
import { publishProblems } from "./release/publishProblems.ts";
import { stateProblems } from "./release/stateProblems.ts";

const known = ["--dry-run", "--quick"];
const flags = process.argv.slice(2);
const isDry = flags.includes("--dry-run");

let failed = false;

/** Prints the outcome of a step, with its problems. */
function step(what: string, problems: readonly string[]): void {
  console.log(`${problems.length === 0 ? "ok     " : "failed "} ${what}`);
  for (const problem of problems) console.log(`        ${problem}`);
  failed ||= problems.length > 0;
}

function stopIfFailed(): void {
  if (failed) process.exit(1);
}

/** Runs a command, shows its output if it fails, and returns what it printed. */
function run(command: string, ...args: string[]): string {
  try {
    return execFileSync(command, args, { encoding: "utf8", stdio: ["ignore", "pipe", "pipe"], maxBuffer: 2 ** 28 });
  } catch (error) {
    const { stdout, stderr } = error as { stdout: string; stderr: string };
    const shown = [stdout, stderr].map((text) => text.slice(-4000)).join("\n");
    step(`${command} ${args.join(" ")}`, [`release: ${command} must exit with 0, got:\n${shown}\nmend it, and repeat`]);
    process.exit(1);
  }
}

const unknown = flags.filter((flag) => !known.includes(flag));
for (const flag of unknown) step(flag, [`release: flags must be among ${known.join(", ")}, got ${flag}; remove it`]);
const manifest = JSON.parse(readFileSync("package.json", "utf8"));
const { version } = manifest;
const forPublishing = publishProblems(manifest, process.env);
if (!isDry) step("ready to publish", forPublishing);
step("clean tree, on main, version without a tag", stateProblems(version));
step(`CHANGELOG.md has ${version}`, changelogProblems(readFileSync("CHANGELOG.md", "utf8"), version));
stopIfFailed();
if (!isDry) run(".ci/run");

if (flags.includes("--quick")) {
  run("npm", "run", "build");
  step("npm run build", []);
} else {
  const lines = run("npm", "run", "try-package", "--", "--all").trim().split("\n");
  step(`npm run try-package -- --all: ${lines.at(-1)}`, []);
}
const [{ size, files }] = JSON.parse(run("npm", "pack", "--dry-run", "--json", "--ignore-scripts"));
const tooLarge = size > mostBytes ? [`npm pack: must be at most ${mostBytes} bytes, got ${size}; leave files out`] : [];
step(`${(size / 1000).toFixed(0)} kB packed, ${files.length} files`, tooLarge);
const paths = files.map(({ path }: { path: string }) => path);
step("exports, command and licences are packed, and nothing without a use", contentProblems(paths, manifest));
stopIfFailed();
run("npm", "publish", "--dry-run", "--provenance", "--ignore-scripts");
step("npm publish --dry-run --provenance", []);

if (isDry) {
  console.log(`\nWould publish ${manifest.name} ${version} and tag it v${version}, after .ci/run.`);
  if (forPublishing.length > 0) console.log(`Before that:\n${forPublishing.map((line) => `- ${line}`).join("\n")}`);
} else {
  run("npm", "publish", "--provenance", "--ignore-scripts");
  run("git", "tag", `v${version}`);
  console.log(`\nPublished. Push the tag: git push origin v${version}`);
}
