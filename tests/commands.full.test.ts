/** @file The commands of CONTRIBUTING.md run whole and exit with 0. `.ci/run` runs those that are tests themselves. */
import { execFile } from "node:child_process";
import { readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { expect, it } from "vitest";

const root = fileURLToPath(new URL("..", import.meta.url));
const read = (file: string): string => readFileSync(new URL(`../${file}`, import.meta.url), "utf8");

/** Each command with a line that it prints when it is done. `generated.full.test.ts` runs the writing ones. */
const whole: readonly [command: string, prints: RegExp][] = [
  ["break-vjps", /^\d+ vector-Jacobian products, 0 ways to break one go unnoticed$/m],
  ["fuzz", /Tests .*passed/],
  ["mutants adam", /; 0 live$/m],
  ["mutants lbfgs", /; 0 live$/m],
  ["mutants lookahead", /; 0 live$/m],
  ["start -- --progress none", /^finished: test accuracy .*reached/m],
  ["downhill -- list rules", /adam/],
  ["bench -- --quick", /^# Results$/m],
  ["bench -- --ops neg", /^\| neg +\| 37×1001 +\| both/m],
  ["bench:tables -- 2000", /^readTable and prepareTable .*rows\/s/m],
];

it.each(whole)(
  "npm run %s",
  async (line, prints) => {
    const { NODE_OPTIONS, VITEST, TESTS, ...env } = process.env;
    const result = await new Promise<{ code: number; stdout: string; stderr: string }>((resolve) =>
      execFile(
        "npm",
        ["run", "-s", ...line.split(" ")],
        { cwd: root, env: { ...env, NO_COLOR: "1" }, maxBuffer: 2 ** 28 },
        (error, stdout, stderr) => resolve({ code: error === null ? 0 : Number(error.code), stdout, stderr }),
      ),
    );
    expect(result.code, `${result.stdout.slice(-2000)}\n${result.stderr.slice(-2000)}`).toBe(0);
    expect(result.stdout).toMatch(prints);
  },
  900_000,
);

it("covers every command of CONTRIBUTING.md", () => {
  const table = read("CONTRIBUTING.md")
    .split("\n")
    .filter((line) => line.startsWith("| `"));
  const named = table.flatMap((line) =>
    [...line.split("|")[1].matchAll(/`(?:npm run |npm )?([\w:-]+)/g)].map(([, name]) => name),
  );
  const { scripts } = JSON.parse(read("package.json"));
  const covered = new Set([...whole.map(([line]) => line.split(" ")[0]), ...elsewhere()]);
  expect(named.filter((name) => name !== "ci" && !covered.has(name))).toEqual([]);
  expect(named.filter((name) => name !== "ci" && !(name in scripts))).toEqual([]);
});

/** The commands that other tests or .ci/run run. */
function elsewhere(): string[] {
  const ci = [...read(".ci/run").matchAll(/npm (?:run )?(?:-s )?([\w:-]+)/g)].map(([, name]) => name);
  const byOtherTests = [
    "build",
    "soak",
    "kernels",
    "pictures",
    "reference",
    "conformance",
    "sizes",
    "release",
    "lab",
    "site",
    "prove-identify",
  ];
  const byHand = ["format", "bench:setup", "lab:serve", "site:serve"]; // change files, install packages, or serve until stopped
  return [...ci, ...byOtherTests, ...byHand];
}
