/** @file The gallery of rules, links to their pages, and the pages of wrappers with the numbers that they measure. */
import { readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";
import { galleryPage } from "../../site/guide/rules/galleryPage.ts";
import { pageLink } from "../../site/guide/rules/pageLink.ts";
import { ruleFigure } from "../../site/guide/rules/ruleFigure.ts";
import { rulePage } from "../../site/guide/rules/rulePage.ts";
import { subjects } from "../../site/guide/rules/subjects.ts";
import { readHash } from "../../site/lab/hash.ts";
import { root } from "../support/docs/blocks.ts";

describe("the API of a rule", () => {
  it("links to its page, and promises steps only where the page has a path", () => {
    const links = subjects.map((subject) => [pageLink(subject), ruleFigure(subject)]);
    for (const [link, figure] of links) expect(link.endsWith("shows it step by step.")).toBe(figure !== "");
    expect(pageLink({ name: "prodigy", isWrapper: false, inner: "" })).toBe(
      "[Its page](../../rules/prodigy.md) explains its source line by line.",
    );
  });
});

describe("the gallery", () => {
  it("has a picture of every rule but those that no function can show, and says why", () => {
    const { page, pictures } = galleryPage();
    const names = subjects.filter(({ isWrapper }) => !isWrapper).map(({ name }) => name);
    const without = names.filter((name) => pictures[`paths/${name}.svg`] === undefined);
    expect(without).toContain("prodigy");
    const [, listed = ""] =
      /^These have no picture: (.*)\. In them the step of a weight depends on other weights/m.exec(page) ?? [];
    expect([...listed.matchAll(/\[(\w+)\]/g)].map(([, name]) => name)).toEqual(without);
  });
});

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
