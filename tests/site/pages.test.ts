/** @file The pages of the guide before VitePress builds them: their places, links, equations and navigation. */
import { createHash } from "node:crypto";
import { mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { equation } from "../../site/guide/equation.ts";
import { homePage } from "../../site/guide/homePage.ts";
import { apiNavigation, type Item, navigation } from "../../site/guide/navigation.ts";
import { pageCounts } from "../../site/guide/pageCounts.ts";
import { listPage } from "../../site/guide/rules/listPage.ts";
import { ruleFigure } from "../../site/guide/rules/ruleFigure.ts";
import { rulePage } from "../../site/guide/rules/rulePage.ts";
import { subjects } from "../../site/guide/rules/subjects.ts";
import { redrawn } from "../../site/guide/schedules/redrawn.ts";
import { sampleRun } from "../../site/guide/schedules/sampleRun.ts";
import { scheduleFigure } from "../../site/guide/schedules/scheduleFigure.ts";
import { reducerNames, schedulePage } from "../../site/guide/schedules/schedulePage.ts";
import { sitePath } from "../../site/guide/sitePath.ts";
import { annotate } from "../../site/guide/source/annotate.ts";
import { highlight } from "../../site/guide/source/highlight.ts";
import { withPolicy } from "../../site/guide/withPolicy.ts";
import { withSiteLinks } from "../../site/guide/withSiteLinks.ts";
import { readHash } from "../../site/lab/hash.ts";
import { lineReason } from "../../src/cli/explain/lineReason.ts";
import { adam } from "../../src/optim/rules/adam.ts";
import { reduceOnPlateau } from "../../src/schedules/reducers/reduceOnPlateau.ts";
import { scheduleNames } from "../../src/schedules/scheduleNames.ts";
import { statementsOf } from "../../src/testing/statementsOf.ts";
import { traceOf } from "../../src/testing/traceOf.ts";
import { root } from "../support/docs/blocks.ts";
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

describe("the page of a rule", () => {
  const subject = subjects.find(({ name }) => name === "adam");
  if (subject === undefined) throw new Error("adam must have a page");
  const source = readFileSync(root + subject.file, "utf8");
  const page = rulePage(subject, source);

  it("has every section", () => {
    const sections = [...page.matchAll(/^## (.*)$/gm)].map(([, title]) => title);
    expect(sections).toEqual([
      "Equations",
      "Source, line by line",
      "Hyperparameters",
      "Variants",
      "When it fails",
      "Claims that guard it",
      "References",
    ]);
  });

  it("shows the path without a script, and the state that the lab's stage begins with", () => {
    const [, hash = ""] =
      /<rule-stepper v-pre rule="adam" hash="([^"]*)">\n<figure class="paths"><svg /.exec(page) ?? [];
    const { state, notices } = readHash(hash.replaceAll("&amp;", "&"));
    expect(notices).toEqual([]);
    expect([state.t, state.choices[state.inspected].rule]).toEqual([1, "adam"]);
    expect(ruleFigure({ name: "muon", isWrapper: false, inner: "" })).toBe("");
  });

  it("explains every statement of its update beside the line", () => {
    const traced = traceOf(adam());
    if (traced === undefined) throw new Error("adam must have a trace");
    for (const statement of statementsOf(traced)) {
      const row = page.split('<div class="row').find((one) => one.includes(`id="L${statement.line}"`));
      expect(row).toContain(lineReason(statement));
    }
  });

  it("shows every line of code, every hyperparameter, every variant and the step at which it parts", () => {
    for (const key of Object.keys(adam.definition.hyper)) expect(page).toContain(`<td><code>${key}</code></td>`);
    for (const name of Object.keys(adam.definition.variants)) expect(page).toContain(`<td><code>${name}</code></td>`);
    expect(page.match(/<td>step 1, on /g)?.length).toBe(2);
    expect(page).toContain("**8 bytes**");
    expect(page).toContain("https://arxiv.org/abs/1412.6980");
  });

  it("has no blank line inside its HTML", () => {
    for (const [html] of page.matchAll(/<div class="(?:annotated|scroll)[\s\S]*?\n<\/div>/g))
      expect(html).not.toMatch(/\n\s*\n/);
  });
});

describe("the list of a folder", () => {
  it("has a line for each page", () => {
    expect(listPage("Wrappers", "They wrap.", { ema: "Averages." })).toMatch(
      /# Wrappers\n\nThey wrap\.\n\n- \[ema\]\(\.\/ema\.md\): Averages\./,
    );
  });
});

describe("the page of a schedule", () => {
  it("shows arguments with their defaults and ranges", () => {
    const file = "src/schedules/cosine.ts";
    const page = schedulePage("cosine", file, readFileSync(root + file, "utf8"));
    expect(page).toContain("<td><code>to</code></td><td><code>0</code></td><td>a finite number</td>");
    expect(page).toContain("η(t) = to + ½ (from − to)");
    expect(page).toContain("`src/schedules/cosine.ts:15`");
  });

  it("shows the whole first paragraph of its comment", () => {
    const pageOf = (name: string, file: string): string =>
      schedulePage(name, file, readFileSync(root + file, "utf8")).replace(/## Source, line by line[\s\S]*/, "");
    expect(pageOf("newBob", "src/schedules/reducers/newBob.ts")).toContain(
      "<p>Decisions come in the order of Kaldi's train_scheduler.sh, whose",
    );
    expect(pageOf("warmup", "src/schedules/compose/warmup.ts")).toContain(
      "<p>With 0 steps it is the schedule alone.</p>",
    );
    expect(pageOf("oneCycle", "src/schedules/oneCycle.ts")).toContain("<p>With 3 phases it falls to the start as fast");
  });

  it("draws its curve with the values of the schedule", () => {
    const [picture = ""] = /<svg class="schedule"[\s\S]*?<\/svg>/.exec(scheduleFigure("linearDecay")) ?? [];
    const [, points = ""] = /<polyline class="curve" points="([^"]*)"/.exec(picture) ?? [];
    const heights = points.split(" ").map((point) => Number(point.split(",")[1]));
    // 1 at the top, 0.1 from step 151 on, 0 at the bottom.
    expect([heights[0], heights[150], heights[199]]).toEqual([30, 130.8, 130.8]);
    expect(scheduleNames.every((name) => scheduleFigure(name).includes("<polyline"))).toBe(true);
  });

  it("draws another call, and says why a text is none", () => {
    expect(redrawn("constant(2)", 200)).toEqual({
      marks: expect.stringContaining("constant(2)"),
      text: "2 at t = 1, 2 at t = 100, 2 at t = 200",
    });
    expect(redrawn("cosine(1)", 200)).toEqual({ marks: null, text: expect.stringContaining("steps") });
    expect(redrawn("exponential(1, 1e-320)", 200).marks).not.toBeNull();
  });

  it("of a reducer names the training that drives it, and lowers the rate", () => {
    for (const name of reducerNames) {
      const file = `src/schedules/reducers/${name}.ts`;
      const page = schedulePage(name, file, readFileSync(root + file, "utf8"));
      expect(page).toContain("noise of deviation 2 on every gradient, 40 epochs of 10 steps");
      expect(page).toMatch(/: 0\.1 at first, then 0\.05 in epoch \d+/);
      expect(page).toContain("<td><code>factor</code></td>");
    }
    expect(sampleRun(reduceOnPlateau({ from: 0.1 })).losses.length).toBe(40);
  });
});
