/** @file The lab's inspector in a real browser: symbols in code and equations, by pointer and by keys. */
import type { Page } from "playwright-core";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { hasChromium } from "../support/openChromium.ts";
import { LabPages, settled, violations } from "./labPage.ts";

describe.skipIf(!hasChromium)("the lab's inspector in Chromium", () => {
  let lab: LabPages;

  beforeAll(async () => {
    lab = await LabPages.open();
  });

  afterAll(() => lab?.close());

  /** The marked symbols: their names, and whether code and equations have them. */
  const lit = (page: Page): Promise<unknown> =>
    page.evaluate(
      "(() => { const all = [...document.querySelectorAll('.lines .lit')]; return [[...new Set(all.map((e) => e.dataset.s))], all.some((e) => e.closest('code')), all.some((e) => e.closest('math'))]; })()",
    );
  const note = (page: Page) => page.locator(".symbol-note").textContent();

  it("has the equation of every line as MathML that is drawn", async () => {
    const { page, trouble } = await lab.at("#f=quadratic&o=adam,radam&i=1&t=26");
    expect(await page.locator(".lines li").count()).toBe(11);
    expect(await page.locator(".lines li > .math > math").count()).toBe(11);
    const heights = await page.evaluate(
      "[...document.querySelectorAll('.lines mfrac')].map((e) => e.getBoundingClientRect().height)",
    );
    expect(Math.min(...(heights as number[]))).toBeGreaterThan(15);
    expect(trouble).toEqual([]);
    await page.close();
  });

  it("marks a symbol under the pointer in code and equations, and says what it is", async () => {
    const { page, trouble } = await lab.at("#f=quadratic&o=adam&t=6&line=2");
    await page.locator(".lines math [data-s=beta2]").first().hover();
    expect(await lit(page)).toEqual([["beta2"], true, true]);
    expect(await note(page)).toBe("beta2 = 0.999. Decay rate β₂ of v, the average of squared gradients.");
    await page.locator(".lines code [data-s=mHat]").last().hover();
    expect(await lit(page)).toEqual([["mHat"], true, true]);
    await page.locator("h2").first().hover();
    expect(await lit(page)).toEqual([[], false, false]);
    expect(trouble).toEqual([]);
    await page.close();
  });

  it("moves from symbol to symbol by keys, in both directions, and breaks no rule of accessibility", async () => {
    const { page } = await lab.at("#f=quadratic&o=adam&t=6&line=2");
    await page.locator(".lines [aria-current]").focus();
    const seen: unknown[] = [];
    for (const key of ["ArrowRight", "ArrowRight", "ArrowRight", "ArrowRight", "ArrowLeft"]) {
      await page.keyboard.press(key);
      seen.push(((await lit(page)) as unknown[][])[0][0]);
    }
    expect(seen).toEqual(["m", "beta1", "g", "m", "g"]);
    expect(await note(page)).toMatch(/^g = \S+\. The gradient of the loss\.$/);
    for (const colorScheme of ["light", "dark"] as const) {
      await page.emulateMedia({ colorScheme });
      await settled(page);
      expect(await violations(page)).toEqual([]);
    }
    await page.keyboard.press("Tab");
    expect(await lit(page)).toEqual([[], false, false]);
    await page.close();
  });
});
