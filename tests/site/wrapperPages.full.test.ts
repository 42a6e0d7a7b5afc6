/** @file The pages of wrappers, with the numbers that their pages measure. */
import { readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";
import { rulePage } from "../../site/guide/rules/rulePage.ts";
import { subjects } from "../../site/guide/rules/subjects.ts";
import { readHash } from "../../site/lab/hash.ts";
import { root } from "../support/docs/blocks.ts";

describe("the page of a wrapper", () => {
  const pageNamed = (wrapper: string): string => {
    const subject = subjects.find(({ name }) => name === wrapper);
    if (subject === undefined) throw new Error(`${wrapper} must have a page`);
    return rulePage(subject, readFileSync(root + subject.file, "utf8"));
  };

  it("shows its path beside that of the rule inside, and the state that the stage begins with", () => {
    const page = pageNamed("lookahead");
    const [, hash = ""] = /<rule-stepper v-pre rule="lookahead" hash="([^"]*)">\n<figure/.exec(page) ?? [];
    const { state, notices } = readHash(hash.replaceAll("&amp;", "&"));
    expect(notices).toEqual([]);
    expect(state.choices.map(({ rule, wrapper = "" }) => `${rule} ${wrapper}`)).toEqual([
      "momentum ",
      "momentum lookahead",
    ]);
    expect(page).toContain("Moves the slow weights a share of the way to the fast ones.");
  });

  it("says at which step a variant parts, also where only the average differs", () => {
    for (const wrapper of ["lookahead", "ema"]) {
      const page = pageNamed(wrapper);
      const { variants } = subjects.find(({ name }) => name === wrapper)?.definition ?? { variants: {} };
      expect(page.match(/<td>step \d+, on /g)?.length, wrapper).toBe(Object.keys(variants).length);
    }
  });
});
