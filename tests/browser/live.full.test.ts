/** @file The page of `downhill train --live` in Chromium: it follows a process, and says that the run is over. */

import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import type { Browser } from "playwright-core";
import { afterAll, afterEach, beforeAll, describe, expect, it } from "vitest";
import { hasChromium, openChromium } from "../support/openChromium.ts";

describe.skipIf(!hasChromium)("a live page", () => {
  let browser: Browser;
  let child: ChildProcess;

  beforeAll(async () => {
    browser = await openChromium();
  }, 120_000);
  afterAll(() => browser?.close());
  afterEach(() => child?.kill("SIGKILL"));

  /** Starts a long run; returns its address. */
  async function start(): Promise<string> {
    const words = "train --data moons --model 2-64-64-2 --epochs 100000 --lr 0.001 --live".split(" ");
    child = spawn(process.execPath, ["--import", "tsx", "src/cli/main.ts", ...words], {
      stdio: ["ignore", "ignore", "pipe"],
    });
    let text = "";
    for await (const part of child.stderr as NodeJS.ReadableStream) {
      text += part;
      const [, address] = /live: (http:\S+)/.exec(text) ?? [];
      if (address !== undefined) {
        child.stderr?.resume();
        return address;
      }
    }
    throw new Error(`no address in ${text}`);
  }

  it("follows the curves and the boundary, for a late joiner too, and ends at Ctrl-C", async () => {
    const address = await start();
    const problems: string[] = [];
    const open = async (width: number) => {
      const page = await browser.newPage({ viewport: { width, height: 900 } });
      page.on("console", (message) => problems.push(message.text()));
      page.on("request", (request) => {
        if (!request.url().startsWith(address)) problems.push(request.url());
      });
      await page.goto(address);
      await page.locator("#curves svg").nth(4).waitFor();
      await page.locator("#fit svg").first().waitFor();
      return page;
    };
    const stepOf = async (page: Awaited<ReturnType<typeof open>>): Promise<number> =>
      Number(/step (\d+)/.exec((await page.locator("#status").textContent()) ?? "")?.[1]);
    const early = await open(1280);
    const first = await stepOf(early);
    await expect.poll(() => stepOf(early), { timeout: 60_000 }).toBeGreaterThan(first + 50);
    const late = await open(400);
    // The axis of the late page begins at step 0, like that of the early one.
    expect(await late.locator("#curves svg").first().locator("text.first").textContent()).toBe("0");
    expect(await late.evaluate("document.documentElement.scrollWidth")).toBeLessThanOrEqual(400);
    child.kill("SIGINT");
    await once(child, "exit");
    for (const page of [early, late])
      await expect.poll(() => page.locator("#status").textContent(), { timeout: 10_000 }).toMatch(/^Over: step \d+/);
    expect(problems).toEqual([]);
  }, 120_000);
});
