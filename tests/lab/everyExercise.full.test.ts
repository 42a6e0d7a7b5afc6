/** @file Every exercise can be solved both ways, and every rule of the stage passes its checks. */
import { describe, expect, it } from "vitest";
import { exercises } from "../../site/lab/find/exercises.ts";
import { checksOf, checksOfBug, question } from "../../site/lab/find/grading.ts";
import { elementwiseForms, formName } from "../../site/lab/forms.ts";

describe("every exercise", () => {
  it.each(exercises.map((bug, rank) => [bug.name, bug, rank] as const))("%s is caught by a check", (_, bug, rank) => {
    const offered = question(checksOfBug(bug), rank);
    expect(offered.map(({ passed }) => passed === false).filter(Boolean)).toHaveLength(1);
    expect(offered).toHaveLength(4);
  });
});

describe("every form of the stage", () => {
  it.each(elementwiseForms.map((form) => [formName(form), form] as const))("%s passes its checks", (_, form) => {
    const failed = checksOf({ ...form, settings: {}, look: 0 }).filter(({ passed }) => passed === false);
    expect(failed).toEqual([]);
  });
});
