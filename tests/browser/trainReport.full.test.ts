/** @file The report of a training run in a real browser: nothing overlaps or sticks out, in light and dark. */

import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import type { Browser } from "playwright-core";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { run } from "../support/fakeTerminal.ts";
import { newFolder } from "../support/newFolder.ts";
import { hasChromium, openChromium } from "../support/openChromium.ts";

const axe = readFileSync(createRequire(import.meta.url).resolve("axe-core/axe.min.js"), "utf8");
const folder = newFolder();

const runs = {
  moons: "--data moons --model 2-16-2 --lr 0.05 --epochs 10",
  digits: "--data digits --model 784-4-10 --batch 200 --epochs 1",
  sine: "--data sine --epochs 10 --patience 3",
} as const;
const names = Object.keys(runs) as (keyof typeof runs)[];
const fileOf = (name: string): string => join(folder, `${name}.html`);

/** Pairs of texts of one picture that lie over each other, and texts outside their picture. */
const badTexts = `[...document.querySelectorAll("svg")].flatMap((svg) => {
  const frame = svg.getBoundingClientRect();
  const texts = [...svg.querySelectorAll("text")].map((e) => ({ text: e.textContent, box: e.getBoundingClientRect() }));
  const out = texts.filter(({ box: b }) => b.left < frame.left - 1 || b.right > frame.right + 1 || b.bottom > frame.bottom + 1 || b.top < frame.top - 1);
  const over = texts.flatMap(({ text, box: a }, i) => texts.slice(i + 1).filter(({ box: b }) => a.left < b.right && b.left < a.right && a.top < b.bottom && b.top < a.bottom).map((other) => ({ text: text + " over " + other.text })));
  return [...out, ...over].map(({ text }) => text);
})`;

describe.skipIf(!hasChromium)("the report of a run in Chromium", () => {
  let browser: Browser;

  beforeAll(async () => {
    for (const name of names) await run(`train ${runs[name]} --report ${fileOf(name)}`);
    browser = await openChromium();
  }, 120_000);

  afterAll(() => browser?.close());

  it.each(names.flatMap((name) => ([1280, 400, 320] as const).map((width) => [name, width] as const)))(
    "of %s fits into %i pixels, reads well in light and dark, and asks for nothing",
    async (name, width) => {
      for (const colorScheme of ["light", "dark"] as const) {
        const page = await browser.newPage({ viewport: { width, height: 900 }, colorScheme });
        const problems: string[] = [];
        page.on("console", (message) => problems.push(message.text()));
        page.on("request", (request) => {
          if (!/^(file|data):/.test(request.url())) problems.push(request.url());
        });
        await page.goto(pathToFileURL(fileOf(name)).href);
        expect(await page.evaluate("document.documentElement.scrollWidth")).toBeLessThanOrEqual(width);
        expect(await page.evaluate(badTexts)).toEqual([]);
        expect(await page.evaluate("[...document.images].every((image) => image.naturalWidth === 28)")).toBe(true);
        expect(problems).toEqual([]);
        await page.close();
      }
    },
  );

  it.each(["light", "dark"] as const)("has nothing that axe finds, in %s", async (colorScheme) => {
    for (const name of names) {
      const page = await browser.newPage({ viewport: { width: 400, height: 900 }, colorScheme });
      await page.goto(pathToFileURL(fileOf(name)).href);
      await page.evaluate(axe);
      const { violations } = (await page.evaluate("axe.run()")) as { violations: { id: string; nodes: unknown[] }[] };
      expect(violations.map(({ id, nodes }) => [id, nodes.length])).toEqual([]);
      await page.close();
    }
  });

  it("has at most 1.5 MB", () => {
    for (const name of names) expect(readFileSync(fileOf(name)).length).toBeLessThan(1.5e6);
  });
});
