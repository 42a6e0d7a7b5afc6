/** @file The lab in a real browser, from a file: complete, silent, accessible, and with Node's numbers. */

import { readFileSync } from "node:fs";
import type { Page } from "playwright-core";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { ruleOf } from "../../site/lab/choice.ts";
import { csvOf } from "../../site/lab/csv.ts";
import { readHash } from "../../site/lab/hash.ts";
import { inspect, stepsOf } from "../../site/lab/inspection.ts";
import { runOf } from "../../site/lab/run.ts";
import { vitestCase } from "../../src/cli/explain/vitestCase.ts";
import { terse } from "../../src/cli/terminal/numbers.ts";
import { surfaces } from "../../src/data/surfaces/surfaces.ts";
import { useReference } from "../../src/kernels/useReference.ts";
import { hasChromium } from "../support/openChromium.ts";
import { LabPages, settled, text, tryLooks } from "./labPage.ts";

describe.skipIf(!hasChromium)("the lab in Chromium", () => {
  let lab: LabPages;

  beforeAll(async () => {
    // The page runs the plain loops; the fast exponential of Node rounds differently.
    useReference();
    lab = await LabPages.open();
  });

  afterAll(() => lab?.close());

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
});
