/** @file The path of 12 steps: short programs, lab links that open as they are, exercises that fail until answered. */
import { execFileSync } from "node:child_process";
import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { beforeAll, describe, expect, it } from "vitest";
import { readHash } from "../site/lab/hash.ts";
import { type Block, blocksOf, pages, readPage } from "./support/docs/blocks.ts";
import { exercisesOf } from "./support/docs/exercises.ts";
import { bundlePackage, withPackage } from "./support/docs/packageModules.ts";
import { newFolder } from "./support/newFolder.ts";

const steps = pages.filter((page) => /^docs\/learn\/\d/.test(page));
const exercises = steps.flatMap(exercisesOf);
const titleOf = ({ page, line }: Block): string => `${page}:${line}`;
const folder = newFolder();

/** Runs programs in turn in one process. Each ends with what it printed, or the error that it threw. */
function runAll(programs: readonly Block[]): Map<string, string> {
  for (const block of programs) writeFileSync(join(folder, fileOf(block)), withPackage(block.code, "."));
  const runner = `
    const answers = [];
    let printed = "";
    console.log = (...values) => void (printed += values.join(" ") + "\\n");
    for (const file of ${JSON.stringify(programs.map(fileOf))}) {
      printed = "";
      await import("./" + file).catch((error) => void (printed += error.name + ": " + error.message + "\\n"));
      answers.push(printed);
    }
    process.stdout.write(JSON.stringify(answers));`;
  writeFileSync(join(folder, "run.mjs"), runner);
  const answers = JSON.parse(execFileSync(process.execPath, [join(folder, "run.mjs")], { encoding: "utf8" }));
  return new Map(programs.map((block, i) => [titleOf(block), answers[i]]));
}

const fileOf = ({ page, line }: Block): string => `${page.replace(/\W/g, "-")}-${line}.mjs`;

let printed: Map<string, string>;
beforeAll(async () => {
  await bundlePackage(folder);
  printed = runAll(exercises.flatMap(({ exercise, answered }) => [exercise, answered]));
});

it("has 12 steps", () => expect(steps.length).toBe(12));

describe.each(exercises.map((one) => [titleOf(one.exercise), one] as const))("the exercise %s", (_, one) => {
  it("fails with the error below it", () => {
    expect(one.exercise.prints).toMatch(/^Error: /);
    expect(printed.get(titleOf(one.exercise))).toBe(one.exercise.prints);
  });

  it("passes with its answer", () => expect(printed.get(titleOf(one.answered))).toBe("passed\n"));
});

describe.each(steps)("%s", (page) => {
  const text = readPage(page);
  const blocks = blocksOf(page);

  it("has one program of at most 40 lines, and one exercise, its answer folded", () => {
    const programs = blocks.filter(({ mark }) => mark === "");
    expect(programs.map(({ language }) => language)).toEqual(["ts"]);
    expect(programs[0].code.trimEnd().split("\n").length).toBeLessThanOrEqual(40);
    expect(programs[0].code).toContain('from "downhill');
    expect(blocks.map(({ mark }) => mark)).toEqual(["", "exercise", "answer"]);
    expect(text).toMatch(
      /<details>\n<summary>Answer<\/summary>\n(?:(?!<details>).)*```ts answer\n(?:(?!<details>).)*<\/details>/s,
    );
  });

  it("links to states of the lab, which reads them without a correction", () => {
    const hashes = [...text.matchAll(/\]\(\.\.\/lab\.html(#[^)\s]*)\)/g)].map(([, hash]) => hash);
    expect(hashes.length).toBeGreaterThan(0);
    expect(hashes.flatMap((hash) => readHash(hash).notices)).toEqual([]);
  });

  it("is numbered, and ends with a link to the next step", () => {
    const at = steps.indexOf(page);
    expect(text.startsWith(`# ${at + 1}. `)).toBe(true);
    const next = steps[at + 1];
    if (next === undefined) return;
    const title = readPage(next).split("\n")[0].slice(2);
    expect(text.trimEnd().split("\n").at(-1)).toBe(`Next: [${title}](${next.slice("docs/learn/".length)})`);
  });
});
