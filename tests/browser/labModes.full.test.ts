/** @file The modes of the lab in a real browser: networks that train, and exercises to find a bug. */

import type { Page } from "playwright-core";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { bugText } from "../../site/lab/bugs.ts";
import { brokenCode, exercises } from "../../site/lab/find/exercises.ts";
import { readHash } from "../../site/lab/hash.ts";
import { NetRun } from "../../site/lab/network/netRun.ts";
import { fairnessText } from "../../site/lab/network/netWords.ts";
import { addSources } from "../../site/lab/ruleSources.ts";
import { readRuleSources } from "../../site/readRuleSources.ts";
import { useReference } from "../../src/kernels/useReference.ts";
import { hasChromium } from "../support/openChromium.ts";
import { LabPages, settled, text, tryLooks } from "./labPage.ts";

describe.skipIf(!hasChromium)("the modes of the lab in Chromium", () => {
  let lab: LabPages;

  beforeAll(async () => {
    // The page runs the plain loops; the fast exponential of Node rounds differently.
    useReference();
    lab = await LabPages.open();
  });

  afterAll(() => lab?.close());

  /** Waits until the network mode has reached its step. */
  const isTrained = (page: Page) =>
    page
      .locator(".summary", { hasText: /^At step|^No rule/ })
      .last()
      .waitFor();

  it("trains networks on the same batches, with the numbers of Node", async () => {
    const hash = "#m=network&d=moons&h=8&nsteps=60&nt=40&r=sgd,adam,prodigy";
    const { page, trouble } = await lab.at(hash);
    await isTrained(page);
    const run = new NetRun(readHash(hash).state.net);
    run.advance(40);
    const cells = await page.locator("main:visible .results tbody td:nth-child(4)").allTextContents();
    for (const [i, { curves }] of run.records.entries()) expect(Number(cells[i])).toBeCloseTo(curves.testLoss[40], 3);
    expect(await page.getByText(fairnessText(run)).count()).toBe(1);
    await page.getByRole("button", { name: "One step on" }).locator("visible=true").click();
    await page.locator("main:visible .count", { hasText: "41" }).waitFor();
    await page.getByRole("button", { name: "Test functions" }).click();
    await settled(page);
    expect(await page.locator(".stage .name").count()).toBe(6);
    expect(trouble).toEqual([]);
    await page.close();
  });

  it("shows networks that fit and break no rule of accessibility, at every width, light and dark", async () => {
    const { page } = await lab.at("#m=network&act=relu&h=4&nsteps=20&nt=10&r=sgd(lr=1e30),adam");
    await isTrained(page);
    await tryLooks(page);
  });

  it("grades an exercise by line and by check, without a word on the console", async () => {
    const x = 10;
    const bug = exercises[x - 1];
    addSources(readRuleSources());
    const { wrong } = brokenCode(bug);
    const { page, trouble } = await lab.at(`#m=find&x=${x}`);
    const lines = page.locator(".find .line");
    await lines.nth(wrong.includes(0) ? 1 : 0).click();
    expect(await text(page, ".find .summary")).toMatch(/^Line \d+ is as it should be\. Look again\.$/);
    await lines.nth(wrong[0]).click();
    const told = await text(page, ".find .summary");
    expect(told).toMatch(/^Right, line \d+\. .* checks catch it/);
    expect(told.toLowerCase()).toContain(bugText(bug).toLowerCase());
    expect(await page.getByText(`Exercise ${x} of`).textContent()).toMatch(/; 1 solved\.$/);
    await page.getByRole("button", { name: "Next ▶" }).click();
    await settled(page);
    expect(page.url()).toContain(`#v=1&m=find&x=${x + 1}`);
    for (const option of await page.locator(".options button").all()) await option.click();
    expect(await page.getByText(`Exercise ${x + 1} of`).textContent()).toMatch(/; 2 solved\.$/);
    await tryLooks(page, false);
    await page.getByRole("button", { name: "Try it on functions" }).click();
    await settled(page);
    expect(await page.locator(".stage .name").count()).toBe(2);
    await page.getByRole("button", { name: "Check this rule" }).click();
    expect(await page.locator(".rule-checks [role=status]").textContent()).toMatch(/✗ fails \d+ of \d+ checks\.$/);
    expect(trouble).toEqual([]);
    await page.close();
  });
});
