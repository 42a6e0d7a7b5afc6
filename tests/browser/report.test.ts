/** @file The report in a real browser: what it shows fits, whatever the rules are called. */
import type { Browser, Page } from "playwright-core";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { reportPage } from "../../src/cli/report/page.ts";
import { aComparison } from "../cli/aComparison.ts";
import { hasChromium, openChromium } from "./openChromium.ts";

const rules = [
  "scheduleFreeAdamw",
  "clipByNorm(adam, maxNorm=0.1)",
  "lookahead(clipByNorm(adam, maxNorm=0.1), k=6)",
  "sgd",
];
const html = reportPage(aComparison(rules, 3, { scoreName: "accuracy" }), true);

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

  it("offers its curves as CSV where scripts run, and no button where they do not", async () => {
    const still = await open(1200, "screen");
    expect(await still.locator("#save").isVisible()).toBe(false);
    const page = await open(1200, "screen", true);
    const [download] = await Promise.all([page.waitForEvent("download"), page.locator("#save").click()]);
    expect(download.suggestedFilename()).toBe("curves.csv");
    await Promise.all([still.close(), page.close()]);
  });
});

/** The texts of elements whose content is wider than they are. */
const sticksOut = (selector: string): string =>
  `[...document.querySelectorAll(${JSON.stringify(selector)})].filter((e) => e.scrollWidth > e.clientWidth + 1).map((e) => e.textContent)`;
