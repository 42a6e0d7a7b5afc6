/** @file The page of a report, from numbers made for it. */

import { describe, expect, it } from "vitest";
import { leaderboard } from "../../src/cli/compare/leaderboard.ts";
import { reportPage } from "../../src/cli/compare/report/page.ts";
import { ruleNames } from "../../src/cli/experiment/ruleExpression.ts";
import { rangeChart } from "../../src/cli/lrFind/chart.ts";
import { colours } from "../../src/cli/report/palette.ts";
import { chartStyle, style as pageStyle } from "../../src/cli/report/style.ts";
import { bandPath, linePath } from "../../src/cli/report/svg.ts";
import { surfaces } from "../../src/data/surfaces/surfaces.ts";
import { aComparison } from "../support/aComparison.ts";

const section = (html: string, title: string): string =>
  html.split("<h2>").find((part) => part.startsWith(title)) ?? "";

/** Returns the text about a term. */
const said = (html: string, term: string): string =>
  new RegExp(`<dt>${term}</dt><dd>([^<]*)`).exec(html)?.[1] ?? `nothing of ${term}`;

describe("the table of results", () => {
  const comparison = aComparison(["sgd", "clipByNorm(adam, maxNorm=0.1)"]);
  const html = section(reportPage(comparison, true), "Results");

  it("has the rule in its first column, so that a narrow screen shows it", () => {
    expect(html).toMatch(/<thead><tr><th scope="col">rule<\/th><th scope="col">rank<\/th>/);
    expect(html).toMatch(/<tbody><tr><th scope="row">/);
    expect(pageStyle).toMatch(/@media print \{ h1, h2, \.note \{ break-after: avoid; \}/);
    // An empty paragraph between a note and its pictures would let the page end there; a button does not print.
    expect(pageStyle).toMatch(/@media print .* #toggles, \.screen \{ display: none !important; \}/);
    expect(reportPage(comparison, false)).toMatch(/<section class="screen">\s*<h2>The numbers<\/h2>/);
  });

  it("has a caption and a heading for every column", () => {
    expect(html).toContain("<caption>Median and middle half (IQR) of 3 seeds</caption>");
    const heads = [...html.matchAll(/<th scope="col">([^<]*)<\/th>/g)].map(([, text]) => text);
    expect(heads).toHaveLength(10);
    expect(heads.filter((text) => text === "")).toEqual([]);
  });

  it("has medians and quartiles of final and best loss, score and steps", () => {
    const runs = comparison.entries[0].runs;
    runs.forEach((run, i) => {
      Object.assign(run, { finalLoss: [1, 2, 3][i], score: [0.1, 0.2, 0.3][i], loss: [9, [0.4, 0.2, 8][i], 10] });
    });
    const row = section(reportPage(comparison, true), "Results").split("<tr>")[2];
    expect(row).toContain("<td>2.000<small>1.500 – 2.500</small></td>");
    expect(row).toContain("<td>0.4000<small>0.3000 – 4.200</small></td>");
    expect(row).toContain("<td>0.200<small>0.150 – 0.250</small></td>");
    expect(row).toContain("<td>10<small>10 – never</small></td>");
  });

  it("shows the same number once where one seed has no spread", () => {
    expect(section(reportPage(aComparison(["sgd"], 1), false), "Results")).not.toContain("<small>");
    expect(leaderboard(aComparison(["sgd"], 1), false)).not.toMatch(/\[\d/);
  });
});

describe("the page", () => {
  it("shows every setting and every rate without a pointer", () => {
    const html = reportPage(aComparison(["sgd", "adam"]), false);
    expect(html).not.toMatch(/<\w+ title=/);
    expect(said(section(html, "Settings"), "adam")).toBe("lr 0.1, beta1 0.9, beta2 0.999, eps 1e-8");
    const [, described] = /<desc>(Where they end[^<]*)/.exec(html) ?? [];
    expect(described).toMatch(
      /^Where they end: sgd with rate 0\.01 ends at 0\.\d+; adam with rate 0\.01 ends at 0\.\d+$/,
    );
    expect(html.match(/<th scope="row">adam<\/th><td>0\.01<\/td><td>0\.\d+<\/td>/g)).toHaveLength(surfaces.length);
  });

  it("describes a comparison in which every run diverged, without NaN", () => {
    const broken = aComparison(["sgd", "adam"], 3, { tuning: "same-lr", lr: 1e30, grid: [] });
    for (const { tuned, runs } of broken.entries) {
      tuned.length = 0;
      for (const run of runs)
        Object.assign(run, {
          loss: [],
          gradientNorm: [],
          updateRatio: [],
          finalLoss: Infinity,
          score: Number.NaN,
          failure: "…",
        });
    }
    const html = reportPage(broken, false);
    expect(html).not.toMatch(/NaN|Infinity/);
    expect(html.match(/No finite value to draw/g)).toHaveLength(3);
    expect(section(html, "Results")).toContain("diverged");
    expect(said(html, "steps")).toBe("200 of 64 examples");
    expect(html).toContain("to twice the best final loss, which is not finite");
    expect(leaderboard(broken, false)).toContain("steps: to twice the best final loss, which is not finite.");
    expect(leaderboard(broken, false)).not.toMatch(/NaN|Infinity/);
  });

  it("has axes as high as the numbers, wherever these lie", () => {
    const large = aComparison(["sgd"]);
    for (const run of large.entries[0].runs) run.gradientNorm = run.gradientNorm.map((x) => 1e6 * (1 + x));
    const labels = [...section(reportPage(large, false), "Norm of").matchAll(/class="y">([^<]*)/g)].map(
      ([, text]) => text,
    );
    expect(labels).toEqual(["10⁵", "10⁶", "10⁷"]);
  });

  it("has at most 1.5 MB with every rule and five seeds, in bytes", () => {
    const html = reportPage(aComparison(ruleNames, 5), false);
    expect(ruleNames.length).toBeGreaterThan(25);

    expect(Buffer.byteLength(html)).toBeLessThan(1.5e6);
  });
});

/** WCAG 2.2, relative luminance and contrast ratio. */
const channels = (hex: string): number[] => [1, 3, 5].map((at) => Number.parseInt(hex.slice(at, at + 2), 16) / 255);
const luminance = (rgb: readonly number[]): number => {
  const [r, g, b] = rgb.map((v) => (v <= 0.04045 ? v / 12.92 : ((v + 0.055) / 1.055) ** 2.4));
  return 0.2126 * r + 0.7152 * g + 0.0722 * b;
};
function contrast(colour: string, paper: string, opacity = 1): number {
  const [front, back] = [channels(colour), channels(paper)];
  const seen = front.map((v, i) => opacity * v + (1 - opacity) * back[i]);
  const [a, b] = [luminance(seen), luminance(back)].sort((x, y) => y - x);
  return (a + 0.05) / (b + 0.05);
}

describe("contrast", () => {
  it("is computed as the standard says", () => {
    expect(contrast("#000000", "#ffffff")).toBeCloseTo(21, 6);
    expect(contrast("#777777", "#ffffff")).toBeCloseTo(4.48, 2);
  });

  const schemes = [...chartStyle.matchAll(/:root \{([^}]*)\}/g)].map(([, text]) =>
    Object.fromEntries([...text.matchAll(/--(\w+): (#\w{6})/g)].map(([, name, hex]) => [name, hex])),
  );

  it.each([
    ["light", 0],
    ["dark", 1],
  ])("of text is at least 4.5 and of lines at least 3, in %s", (_, i) => {
    const { ink, soft, line, grey, contour, paper, box } = schemes[i];
    const lowest = Number(/\.contour \{[^}]*calc\((\.\d+)/.exec(chartStyle)?.[1]);
    for (const background of [paper, box])
      for (const text of [ink, soft]) expect(contrast(text, background)).toBeGreaterThanOrEqual(4.5);
    for (const stroke of [line, grey, ...colours.filter((colour) => colour.startsWith("#"))])
      expect(contrast(stroke, paper), stroke).toBeGreaterThanOrEqual(3);
    expect(contrast(contour, paper, lowest)).toBeGreaterThanOrEqual(3);
  });

  it("of the chart of lr-find is as high", () => {
    const test = { lr: [1e-3, 1e-2, 0.1], loss: [1, 0.5, 2], noise: 0, diverged: true };
    const svg = rangeChart(test, [{ name: "valley", lr: 1e-2, why: "" }]);
    const [light, dark] = svg.split("@media(prefers-color-scheme:dark)");
    const find = (text: string, pattern: RegExp): string => pattern.exec(text)?.[1] ?? "none";
    for (const [style, text] of [
      ["light", light],
      ["dark", dark],
    ]) {
      const paper = find(text, /svg\{background:(#\w+)/).replace(/^#fff$/, "#ffffff");
      expect(contrast(find(text, /text\{[^}]*fill:(#\w{6})/), paper), style).toBeGreaterThanOrEqual(4.5);
      expect(contrast(find(text, /\.grid\{stroke:(#\w{6})/), paper), style).toBeGreaterThanOrEqual(3);
      for (const name of ["own", "mark"])
        expect(contrast(find(light, new RegExp(`\\.${name}\\{[^}]*stroke:(#\\w{6})`)), paper)).toBeGreaterThanOrEqual(
          3,
        );
    }
  });
});

describe("raw data in the page", () => {
  it("cannot end its script element, whatever a rule or a file is called", () => {
    const hostile = aComparison(["sgd"], 3, { task: "</script><script>alert(1)</script>" });
    const html = reportPage(hostile, false);
    const [, text] = /<script type="application\/json" id="data">(.*?)<\/script>/s.exec(html) ?? [];
    expect(JSON.parse(text).terms.task).toBe("</script><script>alert(1)</script>");
    expect(html.match(/<script/g)).toHaveLength(2);
  });
});

describe("a path", () => {
  it("goes in steps between tenths, with gaps, and not where it is already", () => {
    const points = [
      [0, 1.04],
      [0.52, 0],
      [0.54, 0.01],
      [Number.NaN, 0],
      [10, 20],
      [9.8, 20.5],
    ] as const;
    expect(linePath(points)).toBe("M0,1l.5-1M10,20l-.2,.5");
  });

  it("outlines a band, with gaps", () => {
    const points = [
      [0, 1, 0],
      [1, 2, 0],
      [2, Number.NaN, 0],
      [3, 1, 0],
    ] as const;
    expect(bandPath(points)).toBe("M0,0l1,0l0,2l-1-1zM3,0l0,1z");
  });

  it("loses nothing on the way", () => {
    const way = Array.from({ length: 100 }, (_, i) => [0.26 * i, 0.14 * i] as const);
    const steps = [...linePath(way).matchAll(/(-?[\d.]+),?(-?[\d.]+)/g)];
    const end = [1, 2].map((at) => steps.reduce((sum, step) => sum + Number(step[at]), 0));
    expect(end[0]).toBeCloseTo(25.7, 9);
    expect(end[1]).toBeCloseTo(13.9, 9);
  });
});
