/** @file The lab in a real browser, from a file: complete, silent, accessible, and with Node's numbers. */
import { readFileSync } from "node:fs";
import type { Page } from "playwright-core";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { bugText } from "../../site/lab/bugs.ts";
import { ruleOf } from "../../site/lab/choice.ts";
import { csvOf } from "../../site/lab/csv.ts";
import { brokenCode, exercises } from "../../site/lab/find/exercises.ts";
import { readHash } from "../../site/lab/hash.ts";
import { inspect, stepsOf } from "../../site/lab/inspection.ts";
import { NetRun } from "../../site/lab/network/netRun.ts";
import { fairnessText } from "../../site/lab/network/netWords.ts";
import { addSources } from "../../site/lab/ruleSources.ts";
import { runOf } from "../../site/lab/run.ts";
import { readRuleSources } from "../../site/readRuleSources.ts";
import { vitestCase } from "../../src/cli/explain/vitestCase.ts";
import { terse } from "../../src/cli/terminal/numbers.ts";
import { surfaces } from "../../src/data/surfaces/surfaces.ts";
import { useReference } from "../../src/kernels/useReference.ts";
import { hasChromium } from "../support/openChromium.ts";
import { LabPages, settled, violations } from "./labPage.ts";

describe.skipIf(!hasChromium)("the lab in Chromium", () => {
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

  const text = (page: Page, selector: string) =>
    page
      .locator(selector)
      .first()
      .textContent()
      .then((shown) => shown ?? "");
  const count = (page: Page) => text(page, ".count").then((shown) => shown.replace(/\s/g, ""));

  it("is one file of at most 700 kB that shows a finished picture, asks for nothing and says nothing", async () => {
    expect(Buffer.byteLength(lab.html)).toBeLessThan(700_000);
    const [, policy] = /Content-Security-Policy" content="([^"]*)"/.exec(lab.html) ?? [];
    expect(policy).toMatch(/^default-src 'none'; script-src 'sha256-[^']*' 'sha256-[^']*'; style-src 'sha256-/);
    expect(policy).not.toContain("unsafe");
    const { page, trouble } = await lab.at();
    expect(await page.locator(".results tbody th").count()).toBe(6);
    expect(await page.locator(".stage .name").allTextContents()).toEqual([
      "sgd",
      "momentum",
      "adagrad",
      "rmsprop",
      "adam",
      "lion",
    ]);
    const inked = await page.evaluate(
      "(() => { const c = document.querySelector('.stage canvas'); const d = c.getContext('2d').getImageData(0, 0, c.width, c.height).data; let n = 0; for (let i = 3; i < d.length; i += 4) if (d[i] > 0) n++; return n; })()",
    );
    expect(inked).toBeGreaterThan(2000);
    for (const { name } of surfaces) await page.getByLabel("Test function").selectOption(name);
    expect(trouble).toEqual([]);
    await page.close();
  });

  it("shows a picture where scripts do not run", async () => {
    const { page } = await lab.at("", { javaScriptEnabled: false });
    expect(await page.locator("svg text").count()).toBe(6);
    await page.close();
  });

  /** Opens everything that opens, and tries each width in light and dark. */
  async function tryLooks(page: Page, isLast = true): Promise<void> {
    await page.evaluate("for (const one of document.querySelectorAll('details')) one.open = true");
    for (const width of [1280, 400, 320])
      for (const colorScheme of ["light", "dark"] as const) {
        await page.setViewportSize({ width, height: 900 });
        await page.emulateMedia({ colorScheme });
        await settled(page);
        expect(await page.evaluate("document.documentElement.scrollWidth")).toBeLessThanOrEqual(width);
        expect(await violations(page), `${width} ${colorScheme}`).toEqual([]);
      }
    if (isLast) await page.close();
  }

  it("fits and breaks no rule of accessibility at 1280, 400 and 320 pixels, light and dark", async () => {
    const { page } = await lab.at(
      "#o=sgd(lr=1),adam,lion,adamax(variant=keras),adam(bug=multiplied)&f=quadratic&rot=200&t=9&i=1&line=4",
    );
    await page.getByRole("button", { name: "Copy as a test" }).click();
    await page.getByRole("button", { name: "Check this rule" }).click();
    await tryLooks(page);
  });

  it("gives the numbers of Node for a link, bit for bit", async () => {
    const hash =
      "#v=1&f=ackley&rot=33.3&noise=0.7&s=9&p0=3.3,-2.1&steps=200&o=adam(lr=0.3),rprop,nadam(variant=optax)&t=77";
    const { page } = await lab.at(hash);
    const [download] = await Promise.all([page.waitForEvent("download"), page.getByText("Save CSV").first().click()]);
    expect(readFileSync(await download.path(), "utf8")).toBe(csvOf(runOf(readHash(hash).state), readHash(hash).state));
    await page.close();
  });

  it.each(["adam", "lion", "rprop"])("shows the numbers of Node's trace for 20 steps of %s", async (rule) => {
    const hash = `#f=quadratic&rot=25&o=${rule}&steps=20&t=0`;
    const { page, trouble } = await lab.at(hash);
    const { state } = readHash(hash);
    const run = runOf(state);
    const read = "[...document.querySelectorAll('.lines .value')].map((e) => e.textContent)";
    for (let t = 1; t <= 20; t++) {
      await page.getByRole("button", { name: "One step on" }).first().click();
      await settled(page);
      const lines = inspect(run, { ...state, t })?.lines ?? [];
      expect(await page.evaluate(read)).toEqual(lines.map(({ after }) => terse(after)));
      expect(lines.length).toBeGreaterThan(1);
    }
    expect(trouble).toEqual([]);
    await page.close();
  });

  it("goes line by line from the keyboard, and copies the steps as a test that passes", async () => {
    const { page } = await lab.at("#f=beale&o=adam,sgd&i=0&t=3&line=6");
    await page.locator("#stage").focus();
    await page.keyboard.press(".");
    await settled(page);
    expect([await count(page), await text(page, ".lines [aria-current] code")]).toEqual([
      "4/300",
      "const correction1 = 1 - powInt(beta1, t)",
    ]);
    await page.keyboard.press(",");
    await settled(page);
    expect([await count(page), await text(page, ".lines [aria-current] code")]).toEqual([
      "3/300",
      "theta[i] -= lr * safeDivide(mHat, sqrt(vHat + epsRoot) + eps)",
    ]);
    await page.getByRole("button", { name: "Copy as a test" }).click();
    const { state } = readHash("#f=beale&o=adam,sgd&i=0&t=3");
    const run = runOf(state);
    const expected = vitestCase(ruleOf(state.choices[0], run.rates[0]), stepsOf(run, state, 0).slice(0, 3), [2]);
    expect(await page.getByLabel("Test of these steps").inputValue()).toBe(expected);
    await page.close();
  });

  it("shows what a link holds as text only, and says what it did not use", async () => {
    const { page, trouble } = await lab.at(`#f=${encodeURIComponent("<img src=x onerror=alert(1)>")}&o=adam,b<b>(`);
    expect(await page.locator(".notices p").count()).toBe(2);
    expect(await text(page, ".notices")).toContain('got "<img src=x onerror=alert(1)>"');
    expect(await page.locator("img, .notices b").count()).toBe(0);
    expect(trouble).toEqual([]);
    await page.close();
  });

  it("is used from start to end by keyboard", async () => {
    const { page } = await lab.at("#f=quadratic");
    const focusOn = async (name: string) => {
      for (let i = 0; i < 120; i++) {
        await page.keyboard.press("Tab");
        const now = await page.evaluate(
          "document.activeElement.id || document.activeElement.getAttribute('aria-label') || document.activeElement.textContent",
        );
        if (now === name) return;
      }
      throw new Error(`the tab key never reaches ${name}`);
    };
    await focusOn("stage");
    await page.keyboard.press("ArrowLeft");
    await page.keyboard.press("Shift+ArrowUp");
    await settled(page);
    expect([
      await page.getByRole("textbox", { name: "Start x" }).inputValue(),
      await page.getByRole("textbox", { name: "Start y" }).inputValue(),
    ]).toEqual(["3.34", "1.516"]);
    await page.keyboard.press("Escape");
    await focusOn("One step back");
    for (let i = 0; i < 3; i++) await page.keyboard.press("Enter");
    await settled(page);
    expect(await count(page)).toBe("297/300");
    await focusOn("add-rule");
    await page.keyboard.type("nadam");
    await page.keyboard.press("Tab");
    await page.keyboard.press("Enter");
    await settled(page);
    expect(await page.locator(".results tbody th").count()).toBe(7);
    expect(await text(page, ".results tbody tr:nth-last-child(2) th")).toContain("nadam");
    await page.keyboard.press("Shift+Tab");
    await focusOn("Share");
    await page.keyboard.press("Enter");
    expect(await page.getByLabel("Link to this state").inputValue()).toMatch(
      /#v=1&f=quadratic&p0=3.34,1.516&o=sgd,momentum,adagrad,rmsprop,adam,lion,nadam&t=297$/,
    );
    await page.close();
  });

  it("moves the start by mouse, and goes back and forward through functions", async () => {
    const { page } = await lab.at("#f=saddle");
    const box = (await page.locator("#stage").boundingBox()) as { x: number; y: number; width: number };
    await page.mouse.click(box.x + box.width * 0.75, box.y + box.width * 0.25);
    await settled(page);
    expect(Number(await page.getByRole("textbox", { name: "Start x" }).inputValue())).toBeCloseTo(1, 1);
    await page.getByLabel("Test function").selectOption("cliff");
    await settled(page);
    await page.goBack();
    await settled(page);
    expect(await page.getByLabel("Test function").inputValue()).toBe("saddle");
    expect(Number(await page.getByRole("textbox", { name: "Start y" }).inputValue())).toBeCloseTo(1, 1);
    await page.close();
  });

  it("adds a known bug beside its rule, and shows the wrong line", async () => {
    const { page } = await lab.at("#f=quadratic&o=sgd");
    await page.getByLabel("Add a known bug of real programs").selectOption("adam.multiplied");
    await page.getByRole("button", { name: "Add the wrong rule" }).click();
    await settled(page);
    expect(await page.locator(".stage .name").allTextContents()).toEqual(["sgd", "adam", "adam ✗"]);
    await page.getByLabel("Inspected rule", { exact: true }).selectOption("2");
    await settled(page);
    expect(await page.locator(".wrong-code code").allTextContents()).toEqual([
      "− m[i] / correction1",
      "+ m[i] * correction1",
    ]);
    await page.close();
  });

  it("sweeps learning rates, and gives a rule the rate that is clicked", async () => {
    const { page } = await lab.at("#f=quadratic&o=adam");
    const chart = page.locator(".chart").nth(1);
    await chart.locator(".series").waitFor();
    const box = (await chart.boundingBox()) as { width: number };
    // The axis begins at 46 and ends 18 before the edge; 0.1 is the 17th of 25 rates.
    await chart.click({ position: { x: 46 + ((box.width - 64) * 16) / 24, y: 60 } });
    await settled(page);
    expect(
      await page
        .getByRole("textbox", { name: /^Learning rate/ })
        .first()
        .inputValue(),
    ).toBe("0.1");
    await page.close();
  });

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

  it("plays a training to its end without a shift of the layout, and then draws nothing", async () => {
    const { page } = await lab.at("#m=network&h=4&nsteps=60&nt=0&r=sgd,adam", {}, counting);
    await page.getByRole("button", { name: "Play", exact: true }).locator("visible=true").click();
    await page.getByText("60 is the last step").waitFor();
    await expectStill(page);
    await page.close();
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

  it("refuses a wrong number in words, and takes 3e-4", async () => {
    const { page } = await lab.at();
    const rate = page.getByRole("textbox", { name: /^Learning rate/ }).first();
    await rate.fill("-1");
    await rate.press("Enter");
    expect(await text(page, ".problem:visible")).toBe("must be a finite number >= 0");
    await rate.fill("3e-4");
    await rate.press("Enter");
    await settled(page);
    expect(await page.locator(".problem:visible").count()).toBe(0);
    expect(await text(page, ".results tbody td")).toBe("3e-4");
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
