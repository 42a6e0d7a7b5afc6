/** @file The pages of the guide before VitePress builds them: their places, links, equations and navigation. */
import { existsSync, mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { beforeAll, describe, expect, it } from "vitest";
import { equation } from "../../site/guide/equation.ts";
import { type Item, navigation } from "../../site/guide/navigation.ts";
import { withSiteLinks } from "../../site/guide/withSiteLinks.ts";
import { writePages } from "../../site/guide/writePages.ts";
import { pages as docs, root } from "../support/docs/blocks.ts";
import { newFolder } from "../support/newFolder.ts";

const folder = join(newFolder(), "pages");
beforeAll(() => writePages(root, folder));

const read = (page: string): string => readFileSync(join(folder, page), "utf8");
const linksOf = (items: readonly Item[]): (string | undefined)[] =>
  items.flatMap(({ link, items = [] }) => [link, ...linksOf(items)]);

describe("the pages", () => {
  it("are those of docs/, with README.md as their index", () => {
    const expected = docs.filter((page) => page.startsWith("docs/")).map((page) => page.slice("docs/".length));
    for (const page of expected)
      expect(existsSync(join(folder, page.replace("README.md", "index.md"))), page).toBe(true);
  });

  it("link to a page for every file of the source that they name", () => {
    expect(read("guide/reading-the-source.md")).toContain("](../source/src/autograd/backward.ts.md)");
    expect(read("source/src/autograd/backward.ts.md")).toContain("export function backward(");
  });
});

describe("a link", () => {
  const links = (text: string): string => withSiteLinks("docs/guide/a.md", text, () => undefined);

  it("keeps its place inside docs/ and moves outside", () => {
    expect(links("[a](b.md#c) [d](../README.md) [e](../../src/nn/f.ts)")).toBe(
      "[a](b.md#c) [d](../index.md) [e](../source/src/nn/f.ts.md)",
    );
  });

  it("to another server or a heading stays", () => {
    const text = "[a](https://example.org/b.md) [c](#d)";
    expect(links(text)).toBe(text);
  });

  it("to the lab leaves the router", () => {
    expect(links("[a](../lab.html#t=1)")).toBe('[a](../lab.html#t=1){target="_self"}');
  });
});

describe("the navigation", () => {
  it("names every page of docs/ once", () => {
    const links = linksOf(navigation(folder)).filter((link) => link !== undefined && !link.startsWith("/source/"));
    expect(links.length).toBe(new Set(links).size);
    expect(links).toContain("/learn/01-slope");
  });

  it("refuses a page that no index lists", () => {
    mkdirSync(join(folder, "more"));
    writeFileSync(join(folder, "more/lost.md"), "# Lost\n");
    expect(() => navigation(folder)).toThrow("lacks more/lost.md");
  });
});

describe("an equation", () => {
  it("is MathML", () => {
    expect(equation("\\frac{1}{2}", true)).toMatch(/^<math v-pre.*<mfrac>/);
  });

  it("with an unknown command is an error", () => {
    expect(() => equation("\\nosuch{1}", false)).toThrow("nosuch");
  });
});
