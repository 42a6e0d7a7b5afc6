/** @file examples/browser as its user meets it: no bundler, a strict policy, a worker that pauses and stops. */
import { type ChildProcess, spawn } from "node:child_process";
import type { Browser, Page } from "playwright-core";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { hasChromium, openChromium } from "../support/openChromium.ts";

describe.skipIf(!hasChromium)("the example of training in a page", () => {
  let server: ChildProcess;
  let browser: Browser;
  let page: Page;
  const complaints: string[] = [];

  beforeAll(async () => {
    server = spawn("npm", ["run", "-s", "example:browser"], { stdio: ["ignore", "pipe", "inherit"], detached: true });
    const address = await new Promise<string>((resolve) => {
      server.stdout?.on("data", (text) => /http:\S+/.test(text) && resolve(/http:\S+/.exec(text)?.[0] ?? ""));
    });
    browser = await openChromium();
    page = await browser.newPage();
    page.on("console", (message) => complaints.push(message.text()));
    page.on("pageerror", ({ message }) => complaints.push(message));
    await page.goto(address);
  });

  afterAll(async () => {
    await browser?.close();
    if (server.pid !== undefined) process.kill(-server.pid);
  });

  const state = async (): Promise<string> => (await page.textContent("#state")) ?? "";

  /** The state once it has not changed for a tenth of a second. */
  async function settled(): Promise<string> {
    let [before, now] = ["", await state()];
    while (before !== now) {
      await page.waitForTimeout(100);
      [before, now] = [now, await state()];
    }
    return now;
  }

  it("takes no step while it is paused, and finishes after it is resumed", async () => {
    await page.click("#start");
    await page.click("#pause");
    const first = await settled();
    const second = await settled();
    expect(second).toBe(first);
    await page.click("#pause");
    await page.waitForFunction(() => document.getElementById("state")?.textContent?.startsWith("Finished after 3000"));
    expect(Number(/loss ([\d.]+)/.exec(await state())?.[1])).toBeLessThan(0.2);
  });

  it("stops between two steps", async () => {
    await page.fill("#lr", "0.02");
    await page.click("#start");
    await page.click("#stop");
    await page.waitForFunction(() => document.getElementById("state")?.textContent?.startsWith("Finished"));
    expect(await state()).toMatch(/^Finished after \d+ steps/);
  });

  it("draws both pictures, and the console stays silent", async () => {
    const drawn = await page.evaluate(() =>
      ["boundary", "curve"].map((id) => {
        const canvas = document.getElementById(id) as HTMLCanvasElement;
        const pixels = canvas.getContext("2d")?.getImageData(0, 0, 300, 300).data ?? [];
        return pixels.some((value) => value > 0);
      }),
    );
    expect(drawn).toEqual([true, true]);
    expect(complaints).toEqual([]);
  });
});
