/**
 * @file `npm run bench:page`: trains in Chromium's main thread, in one task and by `pacedSteps` in turns, while a user
 * clicks. Prints throughput, the longest task and the delay of clicks. Needs `npm run build` and a Chromium.
 */
import type { AddressInfo } from "node:net";
import { chromium } from "playwright-core";
import { serveFolder } from "../scripts/support/serveFolder.ts";

interface Measure {
  blocking(steps: number): number;
  paced(steps: number): Promise<{ milliseconds: number; delays: number[]; longestTask: number }>;
}

const steps = 1000;
const server = serveFolder(".").listen(0, "127.0.0.1");
const browser = await chromium.launch({ executablePath: "/usr/bin/chromium", args: ["--no-sandbox", "--disable-gpu"] });
const page = await browser.newPage();
await page.goto(`http://127.0.0.1:${(server.address() as AddressInfo).port}/bench/page/index.html`);
await page.waitForFunction("window.measure");

const median = (values: readonly number[]): number => [...values].sort((a, b) => a - b)[values.length >> 1];
const blocking: number[] = [];
const paced: number[] = [];
const delays: number[] = [];
let longestTask = 0;
for (let turn = 0; turn < 5; turn++) {
  blocking.push(await page.evaluate((n) => (window as unknown as { measure: Measure }).measure.blocking(n), steps));
  let running = true;
  const run = page
    .evaluate((n) => (window as unknown as { measure: Measure }).measure.paced(n), steps)
    .finally(() => {
      running = false;
    });
  while (running) await page.mouse.click(20, 20, { delay: 10 });
  const result = await run;
  paced.push(result.milliseconds);
  delays.push(...result.delays);
  longestTask = Math.max(longestTask, result.longestTask);
}
await browser.close();
server.close();

console.log(
  `${steps} steps, median of ${blocking.length} turns: one task ${median(blocking).toFixed(0)} ms, pacedSteps ${median(paced).toFixed(0)} ms`,
);
console.log(
  `throughput of pacedSteps: ${((100 * median(blocking)) / median(paced)).toFixed(1)} % of one task (goal 90 %)`,
);
console.log(`longest task: ${longestTask === 0 ? "under 50 ms" : `${longestTask.toFixed(0)} ms`} (goal under 50 ms)`);
console.log(
  `${delays.length} clicks, delay median ${median(delays).toFixed(1)} ms, worst ${Math.max(...delays).toFixed(1)} ms (goal 100 ms)`,
);
