/** @file The lab's networks in a real browser: in a worker or without one, by pointer and keys, with Node's numbers. */
import { readFileSync } from "node:fs";
import type { Page } from "playwright-core";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { readHash } from "../../site/lab/hash.ts";
import { netCsv } from "../../site/lab/network/netCsv.ts";
import { NetRun } from "../../site/lab/network/netRun.ts";
import { curveValue } from "../../site/lab/network/netWords.ts";
import { layersOf, weightRates } from "../../site/lab/network/weightRates.ts";
import { short } from "../../src/cli/terminal/numbers.ts";
import { useReference } from "../../src/kernels/useReference.ts";
import { hasChromium } from "../support/openChromium.ts";
import { LabPages, settled, violations } from "./labPage.ts";

describe.skipIf(!hasChromium)("the lab's networks in Chromium", () => {
  let lab: LabPages;

  beforeAll(async () => {
    useReference();
    lab = await LabPages.open();
  });

  afterAll(() => lab?.close());

  const isTrained = (page: Page) =>
    page
      .locator("main:visible .summary", { hasText: /^At step/ })
      .first()
      .waitFor({ timeout: 60_000 });

  function trained(hash: string, t: number): NetRun {
    const run = new NetRun(readHash(hash).state.net);
    run.advance(t);
    return run;
  }

  /** Counts requests to workers, and lets a test hide the tab. */
  const watching = `window.sent_ = 0; const post = Worker.prototype.postMessage;
    Worker.prototype.postMessage = function (message) { window.sent_++; return post.call(this, message); };
    let hidden_ = false; Object.defineProperty(document, "hidden", { get: () => hidden_ });
    window.hide_ = (is) => { hidden_ = is; document.dispatchEvent(new Event("visibilitychange")); };`;

  const expectSilence = async (page: Page): Promise<void> => {
    await page.waitForTimeout(200);
    const before = await page.evaluate("window.sent_");
    await page.waitForTimeout(300);
    expect(await page.evaluate("window.sent_")).toBe(before);
  };

  const everything =
    "#m=network&d=moons&h=6,5&act=gelu&loss=binaryCrossEntropyWithLogits&init=xavierNormal&decay=decoupledDecay&wd=0.05" +
    "&clip=0.5&sched=oneCycle&b=16&nsteps=90&nt=60&r=adam(lr=0.02),sgd,lion,prodigy";

  it("give every number of Node for a link, bit for bit, from a worker that is then silent", async () => {
    const { page, trouble } = await lab.at(everything, {}, watching);
    await isTrained(page);
    const save = page.getByRole("button", { name: "Save CSV" }).locator("visible=true");
    const [download] = await Promise.all([page.waitForEvent("download"), save.click()]);
    expect(readFileSync(await download.path(), "utf8")).toBe(netCsv(trained(everything, 60)));
    expect(await page.evaluate("window.sent_")).toBeGreaterThan(0);
    await expectSilence(page);
    expect(trouble).toEqual([]);
    await page.close();
  });

  it("train in the page where a worker is refused, with the same numbers, and say so", async () => {
    const { page } = await lab.at(
      everything,
      {},
      "window.Worker = class { constructor() { throw new Error('refused'); } };",
    );
    await isTrained(page);
    expect(await page.getByText("because the browser refused a worker: refused").isVisible()).toBe(true);
    const save = page.getByRole("button", { name: "Save CSV" }).locator("visible=true");
    const [download] = await Promise.all([page.waitForEvent("download"), save.click()]);
    expect(readFileSync(await download.path(), "utf8")).toBe(netCsv(trained(everything, 60)));
    await page.close();
  });

  it("pause while the tab is hidden, and continue", async () => {
    const { page } = await lab.at("#m=network&nt=2000&plateau=0", {}, watching);
    await page.evaluate("window.hide_(true)");
    await expectSilence(page);
    expect(await page.locator("main:visible .summary").textContent()).toMatch(/^Training … step \d+$/);
    const before = Number(await page.evaluate("window.sent_"));
    await page.evaluate("window.hide_(false)");
    await expect.poll(() => page.evaluate("window.sent_")).toBeGreaterThan(before);
    await page.close();
  });

  it("show exact values by pointer and by keys, at one step in all curves", async () => {
    const hash = "#m=network&h=4&nsteps=100&nt=60&r=sgd,adam";
    const { page } = await lab.at(hash);
    await isTrained(page);
    const { records } = trained(hash, 60);
    const charts = page.locator("main:visible [role=slider].chart:visible");
    expect(await charts.count()).toBe(6);
    await charts.first().focus();
    await page.keyboard.press("ArrowLeft");
    await page.keyboard.press("PageDown");
    await page.locator("main:visible .count", { hasText: /^\s*54 / }).waitFor();
    const values = records.map(({ curves }) => curveValue("testLoss", curves.testLoss[54]));
    expect(await charts.first().getAttribute("aria-valuetext")).toBe(`step 54: sgd ${values[0]}, adam ${values[1]}`);
    const box = (await charts.nth(0).boundingBox()) as { x: number; y: number; width: number };
    // The axis of 100 steps begins at 46 and ends 18 before the edge.
    await page.mouse.move(box.x + 46 + ((box.width - 64) * 30) / 100, box.y + 60);
    await settled(page);
    expect(new Set(await page.locator("main:visible .readout .place:visible").allTextContents())).toEqual(
      new Set(["step 30"]),
    );
    const shown = await page.locator("main:visible .readout b:visible").allTextContents();
    expect(shown.slice(4, 6)).toEqual(records.map(({ curves }) => curveValue("trainLoss", curves.trainLoss[30])));
    await page.mouse.move(2, 2);
    await settled(page);
    expect(await page.locator("main:visible .readout .place:visible").first().textContent()).toBe("step 54");
    await page.close();
  });

  it("stop by themselves, say why, and show no step beyond", async () => {
    const { page } = await lab.at("#m=network&h=8&act=relu&nt=2000&target=0.5&plateau=50&r=adam(lr=0.05),sgd(lr=0)");
    await isTrained(page);
    expect(await page.locator("main:visible .summary").textContent()).toMatch(/Stopped: every rule has ended\.$/);
    expect(await page.locator(".end-note").allTextContents()).toEqual([
      expect.stringMatching(/^stopped at step \d+: test loss is at most 0\.5$/),
      "stopped at step 50: no lower test loss for 50 steps",
    ]);
    const [shown, last] = ((await page.locator("main:visible .count").textContent()) ?? "").split("/").map(Number);
    expect(shown).toBe(last);
    await page.close();
  });

  async function expectFits(page: Page, looks: readonly (readonly [width: number, colorScheme: "light" | "dark"])[]) {
    await page.evaluate("for (const one of document.querySelectorAll('details')) one.open = true");
    for (const [width, colorScheme] of looks) {
      await page.setViewportSize({ width, height: 900 });
      await page.emulateMedia({ colorScheme });
      await settled(page);
      expect(await page.evaluate("document.documentElement.scrollWidth")).toBeLessThanOrEqual(width);
      expect(await violations(page), `${width} ${colorScheme}`).toEqual([]);
    }
  }

  it("tell the rate of every weight by keys, as Node computes it, and break no rule of accessibility", async () => {
    const hash = "#m=network&h=4,4&nsteps=40&nt=20&r=sgd,adam,lion&tab=rates&layer=2&pair=1,2";
    const { page, trouble } = await lab.at(hash);
    await isTrained(page);
    const run = trained(hash, 20);
    const layer = layersOf(run.trainings[0].model)[2];
    const maps = page.locator(".heat");
    await maps.first().focus();
    await page.keyboard.press("ArrowDown");
    await page.keyboard.press("ArrowRight");
    const rates = [1, 2].map((rank) => weightRates(run.records[rank], layer, 20));
    const words = await page.locator(".heats .hint").allTextContents();
    const expected = rates.flatMap((one) => [one?.effective[5] ?? 0, one?.realised[5] ?? 0]);
    expect(words).toEqual(
      expected.map((rate) => `row 1, column 1: ${short(rate)}${rate < 0 ? ", up its gradient" : ""}`),
    );
    await page.getByLabel("Layer", { exact: true }).selectOption("4.bias 1 × 2");
    await settled(page);
    await expect.poll(() => page.url()).toContain("layer=5");
    await expectFits(page, [
      [1280, "light"],
      [400, "dark"],
      [320, "light"],
    ]);
    expect(trouble).toEqual([]);
    await page.close();
  });

  it("say which rules have no rate of single weights, and why", async () => {
    const { page } = await lab.at("#m=network&h=4&act=relu&nt=20&r=sgd(lr=1e30),lars&tab=rates&pair=0,1");
    await isTrained(page);
    await page.getByText("sgd made no step that was kept; lars scales weights together").waitFor();
    await page.close();
  });

  it("draw the worst digits and the maps of convolutions, and break no rule of accessibility", async () => {
    const { page, trouble } = await lab.at("#m=network&d=digits&act=relu&b=8&nsteps=10&nt=10&r=adam,sgd");
    await isTrained(page);
    expect(await page.locator(".mistakes li").count()).toBe(16);
    expect(await page.locator(".maps canvas").count()).toBe(24);
    expect(await page.locator(".mistakes .wrong").first().textContent()).toMatch(/^\d→\d$/);
    await page.getByRole("button", { name: "Measure the curvature" }).click();
    expect(await page.getByText("needs points as data").first().isVisible()).toBe(true);
    await expectFits(page, [
      [1280, "dark"],
      [320, "light"],
    ]);
    expect(trouble).toEqual([]);
    await page.close();
  });

  it("leave a table of a link that cannot be used alone, until another one is pasted", async () => {
    const { page, trouble } = await lab.at("#m=network&csv=foo");
    await page.getByLabel("Data", { exact: true }).selectOption("table");
    expect(await page.getByLabel("Table as CSV, with a header").isVisible()).toBe(true);
    expect(page.url()).not.toContain("d=table");
    expect(trouble).toEqual([]);
    await page.close();
  });

  it("train on a pasted table, and refuse another one in the reader's words", async () => {
    const { page, trouble } = await lab.at("#m=network&h=4&nsteps=40&nt=40&r=adam(lr=0.05),sgd");
    await page.getByLabel("Data", { exact: true }).selectOption("table");
    const area = page.getByLabel("Table as CSV, with a header");
    const use = page.getByRole("button", { name: "Use this table" });
    await area.fill("x,y,kind\n1,2\n");
    await use.click();
    await page.getByText("table:2: needs 3 cells as in line 1, got 2").waitFor();
    expect(page.url()).not.toContain("d=table");
    const rows = Array.from({ length: 40 }, (_, i) => `${(i % 3) + i / 100},${["red", "blue"][i % 2]},${"abc"[i % 3]}`);
    await area.fill(`length,colour,kind\n${rows.join("\n")}`);
    await use.click();
    await page.getByText("30 rows to train on, 10 to test on, 3 inputs: length, colour=blue, colour=red").waitFor();
    expect(await page.locator(".problem:visible").count()).toBe(0);
    await isTrained(page);
    expect(await page.locator(".confusion thead th").first().textContent()).toBe("actual");
    const counts = (await page.locator(".tile .confusion").first().locator("td").allTextContents()).map(Number);
    expect(counts.reduce((sum, x) => sum + x, 0)).toBe(10);
    await expectFits(page, [
      [1280, "dark"],
      [320, "light"],
    ]);
    await page.getByLabel("Label").selectOption("colour");
    await expect.poll(() => page.url()).toContain("label=colour");
    await expect.poll(() => page.locator(".tile .confusion").first().locator("td").count()).toBe(4);
    await page.goBack();
    await page.goBack();
    await expect.poll(() => page.getByLabel("Data", { exact: true }).inputValue()).toBe("circles");
    expect(await area.isVisible()).toBe(false);
    expect(trouble).toEqual([]);
    await page.close();
  });
});
