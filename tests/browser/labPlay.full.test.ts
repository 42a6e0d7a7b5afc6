/** @file Playing in the lab, in a real browser: to its end, still, and with reduced motion. */

import type { Page } from "playwright-core";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { useReference } from "../../src/kernels/useReference.ts";
import { hasChromium } from "../support/openChromium.ts";
import { LabPages, settled, text } from "./labPage.ts";

describe.skipIf(!hasChromium)("playing in the lab in Chromium", () => {
  let lab: LabPages;

  beforeAll(async () => {
    // The page runs the plain loops; the fast exponential of Node rounds differently.
    useReference();
    lab = await LabPages.open();
  });

  afterAll(() => lab?.close());

  const counting = `window.frames_ = 0; const request = window.requestAnimationFrame.bind(window);
    window.requestAnimationFrame = (work) => request((now) => { window.frames_++; work(now); });
    window.shift = 0; new PerformanceObserver((list) => { for (const e of list.getEntries()) if (!e.hadRecentInput) window.shift += e.value; }).observe({ type: "layout-shift", buffered: true });`;
  /** With `counting`: nothing has shifted, and an idle page draws nothing. */
  const expectStill = async (page: Page) => {
    await settled(page);
    const before = await page.evaluate("window.frames_");
    await page.waitForTimeout(300);
    expect(await page.evaluate("window.frames_")).toBe(before);
    expect(await page.evaluate("window.shift")).toBe(0);
  };

  const count = (page: Page) => text(page, ".count").then((shown) => shown.replace(/\s/g, ""));

  it("plays a training to its end without a shift of the layout, and then draws nothing", async () => {
    const { page } = await lab.at("#m=network&h=4&nsteps=60&nt=0&r=sgd,adam", {}, counting);
    await page.getByRole("button", { name: "Play", exact: true }).locator("visible=true").click();
    await page.getByText("60 is the last step").waitFor();
    await expectStill(page);
    await page.close();
  });

  it("plays to the end without a shift of the layout, and draws nothing when idle", async () => {
    const { page } = await lab.at("#f=quadratic&o=sgd,adam,momentum(lr=1)", {}, counting);
    await page.getByLabel("Speed").first().selectOption("240");
    await page.getByRole("button", { name: "Play", exact: true }).click();
    await page.getByRole("button", { name: "Pause" }).waitFor();
    await page.getByRole("button", { name: "Play", exact: true }).waitFor();
    expect(await count(page)).toBe("300/300");
    await expectStill(page);
    await page.close();
  });

  it("with reduced motion plays in at most 20 pictures, without animation frames", async () => {
    const { page } = await lab.at("#steps=40", { reducedMotion: "reduce" }, counting);
    await page.getByRole("button", { name: "Play", exact: true }).click();
    await page.locator(".count", { hasText: /^\u2007?[1-9]\d? / }).waitFor();
    await page.getByRole("button", { name: "Pause" }).click();
    expect(Number((await count(page)).split("/")[0]) % 2).toBe(0);
    await page.close();
  });
});
