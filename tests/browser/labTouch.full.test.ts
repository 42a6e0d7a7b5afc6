/** @file The lab on a small touch screen, and with the colours of a high-contrast theme. */
import type { Page } from "playwright-core";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { hasChromium } from "../support/openChromium.ts";
import { LabPages, settled } from "./labPage.ts";

describe.skipIf(!hasChromium)("the lab on a phone in Chromium", () => {
  let lab: LabPages;
  const phone = { viewport: { width: 360, height: 640 }, hasTouch: true, isMobile: true };

  beforeAll(async () => {
    lab = await LabPages.open();
  });

  afterAll(() => lab?.close());

  /** Visible controls lower or narrower than a finger needs. */
  const tooSmall = (page: Page): Promise<string[]> =>
    page.evaluate(
      "[...document.querySelectorAll('main:not([hidden]) :is(button, .radio, select, summary, input[type=text], input[type=range])')].filter((e) => e.checkVisibility() && e.getBoundingClientRect().height < 44).map((e) => e.outerHTML.slice(0, 120))",
    );

  it.each(["#f=quadratic&o=adam,sgd&t=9", "#m=network&h=4&nsteps=20&nt=20&r=sgd,adam", "#m=find&x=2"])(
    "fits, and has targets of 44 pixels: %s",
    async (hash) => {
      const { page, trouble } = await lab.at(hash, phone);
      expect(await page.evaluate("document.documentElement.scrollWidth")).toBe(360);
      expect(await tooSmall(page)).toEqual([]);
      expect(trouble).toEqual([]);
      await page.close();
    },
  );

  it("moves the start and marks a symbol by taps, and scrolls over the picture", async () => {
    const { page } = await lab.at("#f=quadratic&o=adam&t=9", phone);
    const stage = page.locator("#stage");
    await stage.tap({ position: { x: 40, y: 60 } });
    await settled(page);
    await expect.poll(() => page.url()).toContain("p0=");
    await page.locator(".lines math [data-s=beta1]").first().tap();
    expect(await page.locator(".symbol-note:visible").textContent()).toMatch(/^beta1 = 0\.9\./);
    expect(await page.evaluate("getComputedStyle(document.querySelector('#stage')).touchAction")).toBe("pan-y");
    await page.close();
  });

  it("shows which symbol is marked and which mode is chosen in forced colours", async () => {
    const { page } = await lab.at("#f=quadratic&o=adam&t=9", { forcedColors: "active" });
    await page.locator(".lines math [data-s=beta1]").first().hover();
    for (const selector of [".lines code .lit", ".modes [aria-pressed=true]"])
      expect(await page.evaluate(`getComputedStyle(document.querySelector("${selector}")).outlineStyle`)).toBe("solid");
    await page.close();
  });
});
