/** @file The report in a real browser: what it shows fits, whatever the rules are called. */

import { readFileSync } from "node:fs";
import type { Browser, Page } from "playwright-core";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { reportPage } from "../../src/cli/compare/report/page.ts";
import { surfaces } from "../../src/data/surfaces/surfaces.ts";
import { aComparison } from "../support/aComparison.ts";
import { hasChromium, openChromium } from "../support/openChromium.ts";

const rules = [
  "scheduleFreeAdamw",
  "clipByNorm(adam, maxNorm=0.1)",
  "lookahead(clipByNorm(adam, maxNorm=0.1), k=6)",
  "sgd",
];
const comparison = aComparison(rules);
const html = reportPage(comparison, true);

describe.skipIf(!hasChromium)("a report in Chromium", () => {
  let browser: Browser;

  beforeAll(async () => {
    browser = await openChromium();
  });

  afterAll(() => browser?.close());

  async function open(width: number, media: "screen" | "print", script = false): Promise<Page> {
    const page = await browser.newPage({ viewport: { width, height: 900 }, javaScriptEnabled: script });
    await page.emulateMedia({ media });
    await page.setContent(html);
    return page;
  }

  it.each([
    [1200, "screen"],
    [400, "screen"],
    [718, "print"], // A4 without its margins
  ] as const)("at %i pixels on %s: nothing sticks out, every name is there in full", async (width, media) => {
    const page = await open(width, media);
    expect(await page.evaluate("document.documentElement.scrollWidth")).toBeLessThanOrEqual(width);
    for (const name of ["figcaption", "figcaption th", "dt", "dd", ...(media === "print" ? [".scroll"] : [])])
      expect(await page.evaluate(sticksOut(name)), name).toEqual([]);
    expect(await page.locator(".curve figcaption").allTextContents()).toEqual([...rules, ...rules, ...rules, ...rules]);
    await page.close();
  });

  it("has no button where scripts do not run", async () => {
    const page = await open(1200, "screen");
    expect(await page.locator("button:visible").count()).toBe(0);
    await page.close();
  });

  it("shows the numbers of every seed under the pointer", async () => {
    const page = await open(1200, "screen", true);
    const figure = page.locator(".curve").nth(1);
    const svg = figure.locator("svg");
    const width = (await svg.boundingBox())?.width ?? Number.NaN;
    // Half of the axis, which is 190 wide and begins at 40 of 240: step 100 of 200, the 20th of 40 points.
    await svg.hover({ position: { x: (width * (40 + 190 / 2)) / 240, y: 20 } });
    const values = comparison.entries[1].runs.map(({ loss }) => Number(loss[19].toPrecision(6)).toPrecision(4));
    expect(await figure.locator("span").textContent()).toBe(`step 100: ${values.join(", ")}`);
    await page.mouse.move(0, 0);
    expect(await figure.locator("span").textContent()).toBe("");
    await page.close();
  });

  it("hides and shows the ways of a rule at a press of its button", async () => {
    const page = await open(1200, "screen", true);
    const button = page.getByRole("button", { name: "sgd", exact: true });
    const shown = () => page.locator('.way[data-rule="sgd"]:visible').count();
    const others = await page.locator(".way:visible").count();
    expect(await shown()).toBe(surfaces.length);
    await button.press("Enter");
    expect([await shown(), await button.getAttribute("aria-pressed")]).toEqual([0, "false"]);
    expect(await page.locator(".way:visible").count()).toBe(others - surfaces.length);
    await button.press("Enter");
    expect([await shown(), await button.getAttribute("aria-pressed")]).toEqual([surfaces.length, "true"]);
    await page.close();
  });

  it("offers its curves as CSV, a name with a comma in quotes", async () => {
    const page = await open(1200, "screen", true);
    const [download] = await Promise.all([page.waitForEvent("download"), page.locator("#save").click()]);
    expect(download.suggestedFilename()).toBe("curves.csv");
    const lines = readFileSync(await download.path(), "utf8").split("\n");
    expect(lines).toHaveLength(1 + 4 * 3 * 40);
    expect(lines[1 + 3 * 40]).toMatch(/^"clipByNorm\(adam, maxNorm=0\.1\)",0\.1,1,5,0\.\d+,0\.\d+,0\.\d+$/);
    await page.close();
  });
});

/** The texts of elements whose content is wider than they are. */
const sticksOut = (selector: string): string =>
  `[...document.querySelectorAll(${JSON.stringify(selector)})].filter((e) => e.scrollWidth > e.clientWidth + 1).map((e) => e.textContent)`;
