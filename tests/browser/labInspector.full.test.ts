/** @file The lab's inspector in a real browser: symbols in code and equations, by pointer and by keys. */
import type { Page } from "playwright-core";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { readHash } from "../../site/lab/hash.ts";
import { weightHistory } from "../../site/lab/network/weightHistory.ts";
import { weightLines, weightSteps } from "../../site/lab/network/weightInspection.ts";
import { terse } from "../../src/cli/terminal/numbers.ts";
import { useReference } from "../../src/kernels/useReference.ts";
import { hasChromium } from "../support/openChromium.ts";
import { LabPages, settled, violations } from "./labPage.ts";

describe.skipIf(!hasChromium)("the lab's inspector in Chromium", () => {
  let lab: LabPages;

  beforeAll(async () => {
    lab = await LabPages.open();
  });

  afterAll(() => lab?.close());

  /** The marked symbols: their names, and whether code and equations have them. */
  const lit = (page: Page): Promise<unknown> =>
    page.evaluate(
      "(() => { const all = [...document.querySelectorAll('.lines .lit')]; return [[...new Set(all.map((e) => e.dataset.s))], all.some((e) => e.closest('code')), all.some((e) => e.closest('math'))]; })()",
    );
  const note = (page: Page) => page.locator("main:visible .symbol-note").textContent();

  it("has the equation of every line as MathML that is drawn", async () => {
    const { page, trouble } = await lab.at("#f=quadratic&o=adam,radam&i=1&t=26");
    expect(await page.locator(".lines li").count()).toBe(11);
    expect(await page.locator(".lines li > .math > math").count()).toBe(11);
    const heights = await page.evaluate(
      "[...document.querySelectorAll('.lines mfrac')].map((e) => e.getBoundingClientRect().height)",
    );
    expect(Math.min(...(heights as number[]))).toBeGreaterThan(15);
    expect(trouble).toEqual([]);
    await page.close();
  });

  it("marks a symbol under the pointer in code and equations, and says what it is", async () => {
    const { page, trouble } = await lab.at("#f=quadratic&o=adam&t=6&line=2");
    await page.locator(".lines math [data-s=beta2]").first().hover();
    expect(await lit(page)).toEqual([["beta2"], true, true]);
    expect(await note(page)).toBe("beta2 = 0.999. Decay rate β₂ of v, the average of squared gradients.");
    await page.locator(".lines code [data-s=mHat]").last().hover();
    expect(await lit(page)).toEqual([["mHat"], true, true]);
    await page.locator("h2").first().hover();
    expect(await lit(page)).toEqual([[], false, false]);
    expect(trouble).toEqual([]);
    await page.close();
  });

  it("moves from symbol to symbol by keys, in both directions, and breaks no rule of accessibility", async () => {
    const { page } = await lab.at("#f=quadratic&o=adam&t=6&line=2");
    await page.locator(".lines [aria-current]").focus();
    const seen: unknown[] = [];
    for (const key of ["ArrowRight", "ArrowRight", "ArrowRight", "ArrowRight", "ArrowLeft"]) {
      await page.keyboard.press(key);
      seen.push(((await lit(page)) as unknown[][])[0][0]);
    }
    expect(seen).toEqual(["m", "beta1", "g", "m", "g"]);
    expect(await note(page)).toMatch(/^g = \S+\. The gradient of the loss\.$/);
    for (const colorScheme of ["light", "dark"] as const) {
      await page.emulateMedia({ colorScheme });
      await settled(page);
      expect(await violations(page)).toEqual([]);
    }
    await page.keyboard.press("Tab");
    expect(await lit(page)).toEqual([[], false, false]);
    await page.close();
  });

  const values = (page: Page) => page.locator("main:visible .lines .value").allTextContents();
  const where = (page: Page) => page.locator("main:visible .inspector .where");

  it("shows every step of a weight of a network with Node's numbers, for three rules, by keys", async () => {
    useReference();
    const hash = "#m=network&d=xor&h=3&b=8&nsteps=20&nt=0&r=sgd(lr=0.1),adam(lr=0.02),lion(lr=0.01)&tab=step&clip=0.5";
    const { page, trouble } = await lab.at(`${hash}&decay=decoupledDecay&w=4&ni=0`);
    for (const [inspected, name] of ["sgd", "adam", "lion"].entries()) {
      await page.getByLabel("Trained by").selectOption(name);
      const net = { ...readHash(`${hash}&decay=decoupledDecay`).state.net, inspected };
      const steps = weightSteps(net, weightHistory({ state: net }, { rule: inspected, weight: 4, steps: 20 }));
      for (const step of steps) {
        if (step.t === 1) await page.getByRole("button", { name: "One line on" }).locator("visible=true").click();
        else for (const _ of step.events) await page.keyboard.press(".");
        await where(page)
          .filter({ hasText: `${name}, step ${step.t}: 0.weight, row 2, column 0,` })
          .waitFor();
        expect(await values(page)).toEqual(weightLines(net, step).map(({ after }) => terse(after)));
      }
      await page.locator("main:visible .scrub input").fill("0");
      await where(page).filter({ hasText: "This is the start." }).waitFor();
    }
    expect(trouble).toEqual([]);
    await page.close();
  });

  it("takes a weight by parameter and index, refuses another index, and breaks no rule of accessibility", async () => {
    const { page, trouble } = await lab.at("#m=network&h=4,4&nsteps=40&nt=20&r=adam,lars&tab=step&ni=0&nline=2");
    await where(page).filter({ hasText: "adam, step 20: 0.weight, row 0, column 0," }).waitFor();
    await page.getByLabel("Parameter").selectOption("2.weight 4 × 4");
    const index = page.getByRole("textbox", { name: /^Index of the weight/ });
    await index.fill("16");
    await index.press("Enter");
    await page.getByText("must be an integer in [0, 15]").waitFor();
    await index.fill("7");
    await index.press("Enter");
    await where(page).filter({ hasText: "adam, step 20: 2.weight, row 1, column 3," }).waitFor();
    await expect.poll(() => page.url()).toContain("layer=2&w=7");
    const again = await lab.at(new URL(page.url()).hash);
    await where(again.page).filter({ hasText: "row 1, column 3," }).waitFor();
    expect(await values(again.page)).toEqual(await values(page));
    await again.page.close();
    for (const [width, colorScheme] of [
      [1280, "light"],
      [320, "dark"],
    ] as const) {
      await page.setViewportSize({ width, height: 900 });
      await page.emulateMedia({ colorScheme });
      await settled(page);
      expect(await page.evaluate("document.documentElement.scrollWidth")).toBeLessThanOrEqual(width);
      expect(await violations(page), `${width} ${colorScheme}`).toEqual([]);
    }
    await page.getByLabel("Trained by").selectOption("lars");
    await page.getByText("lars moves weights together, so no weight has lines that are its alone.").waitFor();
    expect(await page.locator("main:visible .lines li").count()).toBe(0);
    expect(await violations(page)).toEqual([]);
    expect(trouble).toEqual([]);
    await page.close();
  });
});
