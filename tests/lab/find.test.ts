/** @file Exercises: broken code as its file would read, graded by the checks of downhill/testing. */
import { beforeAll, describe, expect, it } from "vitest";
import { brokenCode, exercises } from "../../site/lab/find/exercises.ts";
import { caughtText, checksOf, checksOfBug, question } from "../../site/lab/find/grading.ts";
import { addSources } from "../../site/lab/ruleSources.ts";
import { readRuleSources } from "../../site/readRuleSources.ts";

const sources = readRuleSources();
beforeAll(() => addSources(sources));

const plain = (text: string): string => text.replace(/\s+/g, "");

describe("an exercise", () => {
  it("is one of at least 20, from the simplest rule on", () => {
    expect(exercises.length).toBeGreaterThanOrEqual(20);
    expect([exercises[0].rule, exercises.at(-1)?.rule]).toEqual(["momentum", "lion"]);
  });

  it.each(exercises.map((bug) => [bug.name, bug] as const))("%s shows the wrong line among right ones", (_, bug) => {
    const { lines, first, wrong } = brokenCode(bug);
    const right = sources[bug.file].split("\n").map((line) => line.trim());
    const isRight = lines.map((line, i) => wrong.includes(i) || right.includes(line.trim()));
    expect(isRight.every(Boolean)).toBe(true);
    expect(wrong.some((i) => !right.includes(lines[i].trim())) || wrong.length > 1).toBe(true);
    expect(plain(lines.join(""))).toContain(plain(bug.replace));
    expect(wrong.map((i) => first + i)).toContain(bug.line);
    expect(wrong.length).toBeLessThan(lines.length / 2);
    expect(lines.at(-1)).toMatch(/^\},?$/);
  });
});

describe("grading", () => {
  const bug = exercises.find(({ name }) => name === "adam.multiplied") ?? exercises[0];

  it("offers four checks of which exactly one fails, the same for everyone", () => {
    const checks = checksOfBug(bug);
    const offered = question(checks, 5);
    expect(offered.map(({ passed }) => passed === false).filter(Boolean)).toHaveLength(1);
    expect(new Set(offered.map(({ name }) => name)).size).toBe(4);
    expect(question(checks, 5)).toEqual(offered);
    expect(caughtText(checks)).toMatch(/^\d+ of \d+ checks catch it, among them: \S.*; .*\.$/);
  });

  it("finds nothing in the correct rule, also with other hyperparameters", () => {
    const choice = { rule: "adam", variant: "", settings: { beta1: 0.8 }, look: 0 };
    expect(checksOf(choice).filter(({ passed }) => passed === false)).toEqual([]);
    expect(checksOf({ ...choice, variant: "tensorflow" }).filter(({ passed }) => passed === false)).toEqual([]);
  });
});
