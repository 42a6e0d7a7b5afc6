/** @file Counts the lab's work while it plays: one drawing a frame, only of changes. Slow work is done in a worker. */
import type { Page } from "playwright-core";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { hasChromium } from "../support/openChromium.ts";
import { LabPages, settled } from "./labPage.ts";

/** Counts drawings by frame, points added to lines, and requests to workers. */
const counting = `window.counts = { frames: 0, most: 0, points: 0, workers: 0, tools: 0 };
  let inFrame = 0; let frame = -1;
  const drawing = (owner, name) => { const own = owner[name];
    owner[name] = function (...all) {
      const now = document.timeline.currentTime;
      if (now !== frame) { frame = now; inFrame = 0; counts.frames++; }
      counts.most = Math.max(counts.most, ++inFrame);
      return own.apply(this, all); }; };
  window.countDrawing = (name) => drawing(CanvasRenderingContext2D.prototype, name);
  const lineTo = Path2D.prototype.lineTo;
  Path2D.prototype.lineTo = function (...all) { counts.points++; return lineTo.apply(this, all); };
  window.Worker = class extends Worker {
    constructor(...all) { super(...all); counts.workers++; }
    postMessage(message) { if (message.tool) counts.tools++; super.postMessage(message); } };
  window.watch = (selector) => { let count = 0;
    for (const one of document.querySelectorAll(selector))
      new MutationObserver((all) => { count += all.length; }).observe(one, { childList: true, subtree: true });
    return () => count; };`;

interface Counts {
  frames: number;
  most: number;
  points: number;
  workers: number;
  tools: number;
}

describe.skipIf(!hasChromium)("the lab at work in Chromium", () => {
  let lab: LabPages;

  beforeAll(async () => {
    lab = await LabPages.open();
  });

  afterAll(() => lab?.close());

  const counts = (page: Page): Promise<Counts> => page.evaluate("counts");

  /** Plays to the end; returns what was added to elements meanwhile. */
  async function play(page: Page, selectors: readonly string[]): Promise<number[]> {
    await page.evaluate(`window.watched = ${JSON.stringify(selectors)}.map((one) => watch(one))`);
    await page.locator("main:visible").getByRole("button", { name: "Play", exact: true }).click();
    await page.locator("main:visible").getByRole("button", { name: "Pause" }).waitFor();
    await page.locator("main:visible").getByRole("button", { name: "Play", exact: true }).waitFor();
    await settled(page);
    return page.evaluate("watched.map((count) => count())");
  }

  it("draws paths once a frame, adds only new points, and leaves contours and charts alone", async () => {
    const { page } = await lab.at("#f=quadratic&o=sgd,adam,momentum&steps=240", {}, counting);
    await page.evaluate("countDrawing('clearRect'); counts.points = 0");
    const [contours, charts] = await play(page, [".contours", "svg.chart"]);
    const { most, points, frames } = await counts(page);
    expect(most).toBe(1);
    // From the start, 241 points of each rule; the picture before had other lines.
    expect(points).toBeLessThanOrEqual(3 * 241);
    expect(frames).toBeLessThanOrEqual(242);
    expect([contours, charts]).toEqual([0, 0]);
    await page.close();
  });

  it("fills the inspector once, when play ends", async () => {
    const { page } = await lab.at("#f=quadratic&o=adam&steps=100", {}, counting);
    const [lines] = await play(page, [".lines"]);
    expect(lines).toBeLessThanOrEqual(2);
    await page.close();
  });

  it("draws each boundary at most once a frame", async () => {
    const { page } = await lab.at("#m=network&h=4&nsteps=120&nt=120&r=sgd,adam,lion", {}, counting);
    await page.locator("main:visible .summary", { hasText: /^At step 120/ }).waitFor();
    await page.evaluate("countDrawing('putImageData')");
    await play(page, []);
    const { most, frames } = await counts(page);
    expect(most).toBe(3);
    expect(frames).toBeLessThanOrEqual(122);
    await page.close();
  });

  it("tests rates and measures curvature in a second worker, which it makes when needed", async () => {
    const { page, trouble } = await lab.at("#m=network&d=xor&h=4&nsteps=24&nt=24&r=sgd,momentum", {}, counting);
    await page.locator("main:visible .summary", { hasText: /^At step 24/ }).waitFor();
    expect([(await counts(page)).workers, (await counts(page)).tools]).toEqual([1, 0]);
    await page.getByRole("button", { name: "Find learning rates" }).click();
    await page.getByText("Tested 97 rates of each rule.").waitFor();
    expect([(await counts(page)).workers, (await counts(page)).tools]).toEqual([2, 2]);
    await page.getByRole("button", { name: "Measure the curvature" }).click();
    await page
      .getByText(/^At step 24: sgd \d\S* of /)
      .first()
      .waitFor();
    // Steps 0 to 24 of two rules.
    expect([(await counts(page)).workers, (await counts(page)).tools]).toEqual([2, 2 + 2 * 25]);
    expect(trouble).toEqual([]);
    await page.close();
  });
});
