/** @file The pages of the guide before VitePress builds them: their places, links, equations and navigation. */

import { createHash } from "node:crypto";
import { mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { equation } from "../../site/guide/equation.ts";
import { homePage } from "../../site/guide/homePage.ts";
import { apiNavigation, type Item, navigation } from "../../site/guide/navigation.ts";
import { pageCounts } from "../../site/guide/pageCounts.ts";
import { listPage } from "../../site/guide/rules/listPage.ts";
import { sitePath } from "../../site/guide/sitePath.ts";
import { annotate } from "../../site/guide/source/annotate.ts";
import { highlight } from "../../site/guide/source/highlight.ts";
import { withPolicy } from "../../site/guide/withPolicy.ts";
import { withSiteLinks } from "../../site/guide/withSiteLinks.ts";
import { newFolder } from "../support/newFolder.ts";

const linksOf = (items: readonly Item[]): (string | undefined)[] =>
  items.flatMap(({ link, items = [] }) => [link, ...linksOf(items)]);

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

  it("to a rule, wrapper or schedule leads to its page", () => {
    const files = ["src/optim/rules/adam.ts", "src/optim/wrappers/ema.ts", "src/schedules/compose/warmup.ts"];
    expect(files.map(sitePath)).toEqual(["rules/adam.md", "wrappers/ema.md", "schedules/warmup.md"]);
    expect(sitePath("src/schedules/parseSchedule.ts")).toBe("source/src/schedules/parseSchedule.ts.md");
  });
});

describe("the navigation", () => {
  function folderWith(pages: Readonly<Record<string, string>>): string {
    const folder = newFolder();
    for (const [page, text] of Object.entries(pages)) {
      mkdirSync(join(folder, page, ".."), { recursive: true });
      writeFileSync(join(folder, page), text);
    }
    return folder;
  }
  const pages = {
    "index.md": "# Docs\n\n## To learn\n\n1. [Steps](learn/index.md)\n2. [A](guide/a.md)\n",
    "guide/a.md": "# Use `a`\n",
    "learn/index.md": "# Learn\n",
    "learn/01.md": "# First\n",
    "rules/adam.md": "# adam\n",
  };

  it("has the groups of the index, the pages of its folders, and those of the source", () => {
    const items = navigation(folderWith(pages));
    expect(items.map(({ text }) => text)).toEqual(["Learn", "Rules (1)"]);
    expect(linksOf(items).filter(Boolean)).toEqual(["/learn/", "/learn/01", "/guide/a", "/rules/adam"]);
    expect(items[0].items?.[1].text).toBe("Use a");
  });

  it("of the API has a sidebar for each entry, with its exports", () => {
    const api = { "api/index.md": "# API\n", "api/nn/index.md": "# nn\n", "api/nn/Linear.md": "# Linear\n" };
    const bars = apiNavigation(folderWith({ ...pages, ...api }));
    expect(Object.keys(bars)).toEqual(["/api/nn/", "/api/"]);
    expect(linksOf(bars["/api/nn/"])).toEqual(["/", "/api/", "/api/nn/", "/api/nn/", "/api/nn/Linear"]);
  });

  it("refuses a page that no index lists, and a listed page that is missing", () => {
    expect(() => navigation(folderWith({ ...pages, "guide/lost.md": "# Lost\n" }))).toThrow("lacks guide/lost.md");
    const { "guide/a.md": _, ...without } = pages;
    expect(() => navigation(folderWith(without))).toThrow("guide/a.md must exist");
  });
});

describe("the counts of a site", () => {
  it("are those of its pages by kind, without the indexes of folders", () => {
    const folder = newFolder();
    for (const name of [
      "index.html",
      "rules/index.html",
      "rules/adam.html",
      "api/nn/index.html",
      "api/nn/Linear.html",
    ]) {
      mkdirSync(join(folder, name, ".."), { recursive: true });
      writeFileSync(join(folder, name), "");
    }
    expect(pageCounts(folder)).toMatch(/^5 pages: 0 steps, 1 rules, 0 wrappers, 0 schedules, 2 exports/);
  });
});

describe("the first page", () => {
  it("has the sections of docs/README.md below links and a picture", () => {
    const page = homePage("# Documentation\n\n## To learn\n", "A framework.");
    expect(page).toMatch(/\n# See .*\n[\s\S]*A framework\.[\s\S]*\]\(lab\.svg\)\n\n## To learn\n$/);
  });
});

describe("the policy of a page", () => {
  it("allows its inline scripts by their digests, and no text as code", () => {
    const html = withPolicy('<head><script>a()</script><script type="module" src="b.js"></script></head>');
    const digest = createHash("sha256").update("a()").digest("base64");
    expect(html).toMatch(/^<head>\n *<meta http-equiv="Content-Security-Policy"/);
    expect(html).toContain(`'sha256-${digest}';`);
    expect(html.match(/sha256/g)?.length).toBe(1);
    expect(html).not.toMatch(/script-src[^;]*'unsafe-(eval|inline)'/);
  });
});

describe("an equation", () => {
  it("is MathML", () => {
    expect(equation("\\frac{1}{2}", true)).toMatch(/^<math v-pre.*<mfrac>/);
  });

  it("has primes that are raised once", () => {
    expect(equation("f''(w)", false)).toMatch(/<mrow><mi>f<\/mi>(<mo [^>]*>′<\/mo>){2}<\/mrow>/);
  });

  it("with an unknown command is an error", () => {
    expect(() => equation("\\nosuch{1}", false)).toThrow("nosuch");
  });
});

describe("an annotated file", () => {
  const source =
    "/** @file One. */\nconst a = 1; /** b */\n\n// Two,\n// three.\nconst c = {\n  /** Four. */ d: 5,\n};\n";

  it("has every line of code once, beside the comment above it", () => {
    const rows = annotate(source);
    expect(rows.map(({ comment }) => comment)).toEqual([["@file One."], ["Two,", "three."], ["Four."]]);
    const code = rows.flatMap(({ lines }) => lines.map(({ number, text }) => `${number}${text}`));
    expect(code).toEqual(["2const a = 1; /** b */", "3", "6const c = {", "7  d: 5,", "8};"]);
  });

  it("begins a row at a line with a note", () => {
    expect(annotate(source, new Set([8])).at(-1)).toEqual({
      comment: [],
      notedLine: 8,
      lines: [{ number: 8, text: "};" }],
    });
  });

  it("marks tokens and escapes the rest", () => {
    expect(highlight('const a = x < 1e-3 ? "b<" : c; // d')).toBe(
      '<span class="keyword">const</span> a = x &lt; <span class="number">1e-3</span> ? <span class="text">&quot;b&lt;&quot;</span> : c; <span class="comment">// d</span>',
    );
  });
});

describe("the list of a folder", () => {
  it("has a line for each page", () => {
    expect(listPage("Wrappers", "They wrap.", { ema: "Averages." })).toMatch(
      /# Wrappers\n\nThey wrap\.\n\n- \[ema\]\(\.\/ema\.md\): Averages\./,
    );
  });
});
