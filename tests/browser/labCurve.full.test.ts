/** @file Curvature and tools of the lab in a real browser. */
import type { Page } from "playwright-core";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { hasChromium } from "../support/openChromium.ts";
import { LabPages, settled, violations } from "./labPage.ts";

describe.skipIf(!hasChromium)("the lab's tools in Chromium", () => {
  let lab: LabPages;

  beforeAll(async () => {
    lab = await LabPages.open();
  });

  afterAll(() => lab?.close());

  /** No rule of accessibility is broken and nothing is wider than the page, at both ends of widths and themes. */
  async function expectFits(page: Page): Promise<void> {
    await page.evaluate("for (const one of document.querySelectorAll('details')) one.open = true");
    for (const [width, colorScheme] of [
      [1280, "dark"],
      [320, "light"],
    ] as const) {
      await page.setViewportSize({ width, height: 900 });
      await page.emulateMedia({ colorScheme });
      await settled(page);
      expect(await page.evaluate("document.documentElement.scrollWidth")).toBeLessThanOrEqual(width);
      expect(await violations(page), `${width} ${colorScheme}`).toEqual([]);
    }
  }

  it("tells the curvature of a function beside the bound of each rule", async () => {
    const { page, trouble } = await lab.at("#f=quadratic&k=15&o=sgd(lr=0.14),momentum(lr=0.1)&steps=40");
    await page
      .getByText("At step 40: sgd 15.00 of 14.29 (2/η), above; momentum 15.00 of 38.00 ((2 + 2μ)/η).")
      .first()
      .waitFor();
    expect(trouble).toEqual([]);
    await page.close();
  });

  it("draws a custom function, and points at the column of an error", async () => {
    const { page, trouble } = await lab.at("#o=sgd(lr=0.01),adam(lr=0.1)");
    await page.getByLabel("Test function").selectOption("custom");
    const field = page.getByLabel("f(x, y)");
    await field.fill("x^2 + 3 y");
    await field.press("Enter");
    await page.getByText('column 9: expected an operator; write "2 * x" for 2x').waitFor();
    const selected =
      "document.activeElement.value.slice(document.activeElement.selectionStart, document.activeElement.selectionEnd)";
    expect(await page.evaluate(selected)).toBe("y");
    await field.fill("x^2 + 3*y^2");
    await field.press("Enter");
    await settled(page);
    expect(page.url()).toContain("f=custom&fx=x%5E2%20+%203*y%5E2");
    expect(await page.locator("#stage").getAttribute("aria-label")).toMatch(/^Paths on f = x\^2 \+ 3\*y\^2\./);
    expect(await page.locator(".problem:visible").count()).toBe(0);
    await page.getByRole("button", { name: "PyTorch" }).click();
    expect(await page.getByLabel("Program for PyTorch with these paths").inputValue()).toContain(
      "return ((x ** 2) + (3 * (y ** 2)))",
    );
    await expectFits(page);
    expect(trouble).toEqual([]);
    await page.close();
  });

  it("shows the picture alone for another page, with a link to the whole lab", async () => {
    const { page, trouble } = await lab.at("#f=beale&ui=min&t=9");
    expect(await page.locator("#stage").isVisible()).toBe(true);
    for (const part of [".modes", ".controls", ".side", ".charts"])
      expect(await page.locator(part).first().isVisible()).toBe(false);
    expect(await page.getByRole("link", { name: "Open in the lab" }).getAttribute("href")).toBe("#v=1&f=beale&t=9");
    expect(trouble).toEqual([]);
    await page.close();
  });

  it("pins a run, and lists what differs", async () => {
    const { page, trouble } = await lab.at("#f=quadratic&o=sgd(lr=0.01)&steps=40");
    await page.getByRole("button", { name: "Pin this run" }).click();
    await page.getByText(/^Nothing differs from the pinned run; its paths stay in sight/).waitFor();
    const rate = page.getByRole("textbox", { name: /^Learning rate/ }).first();
    await rate.fill("0.05");
    await rate.press("Enter");
    await page.getByText("rules: pinned sgd(lr=0.01), now sgd(lr=0.05).").waitFor();
    await page.getByRole("button", { name: "Unpin the run" }).click();
    await page.getByRole("button", { name: "Pin this run" }).waitFor();
    expect(trouble).toEqual([]);
    await page.close();
  });

  it("measures the curvature of networks on request, and forgets it with the run", async () => {
    const { page, trouble } = await lab.at("#m=network&d=xor&h=4&b=400&nsteps=24&nt=24&r=sgd(lr=0.5),lion");
    const button = page.getByRole("button", { name: "Measure the curvature" });
    await button.click();
    await page
      .getByText(/^At step 24: sgd \d\S* of 4\.000 \(2\/η\)\.$/)
      .first()
      .waitFor();
    expect(await button.isVisible()).toBe(false);
    await page.getByLabel("Activation").selectOption("gelu");
    await button.waitFor();
    expect(trouble).toEqual([]);
    await page.close();
  });

  it("finds learning rates on a copy, and a suggestion is applied and part of the link", async () => {
    const { page, trouble } = await lab.at("#m=network&h=4&nsteps=20&nt=20&r=sgd,adam");
    await page.getByText(/Stopped: 20 is the last step/).waitFor();
    const fingerprints = page.getByText(/^The same for every rule/);
    await page
      .locator("main:visible .summary", { hasText: /^At step 20/ })
      .first()
      .waitFor();
    const before = await fingerprints.textContent();
    await page.getByRole("button", { name: "Find learning rates" }).click();
    await page.getByText("Tested 97 rates of each rule.").waitFor();
    expect(await fingerprints.textContent()).toBe(before);
    await page.getByRole("button", { name: "Check the gradient" }).click();
    await page
      .getByText(/^The gradient is right: \d+ derivatives/)
      .first()
      .waitFor();
    await page.getByRole("button", { name: "Measure the curvature" }).click();
    await page
      .getByText(/^At step 20: sgd/)
      .first()
      .waitFor();
    await page.getByRole("button", { name: "Draw the landscape" }).click();
    await page.getByText(/^A slice, not the landscape: its axes hold \d+\.\d % of the variance/).waitFor();
    expect(await page.locator("figure .level:visible").count()).toBe(14);
    await page.getByLabel("Plane", { exact: true }).selectOption("start, end, end");
    await page
      .getByText(/^A slice, not the landscape: through the start and the last weights of sgd and adam\. It holds/)
      .waitFor();
    expect(await page.locator("figure .level:visible").count()).toBe(14);
    await expectFits(page);
    const apply = page.getByRole("button", { name: /^valley \S+: apply to adam/ });
    const rate = (await apply.textContent())?.replace("valley ", "") ?? "";
    await apply.click();
    await settled(page);
    expect(page.url()).toContain(`r=sgd,adam(lr=${rate})`);
    expect(await apply.isVisible()).toBe(true);
    await page.getByLabel("Activation").selectOption("relu");
    await apply.waitFor({ state: "detached" });
    expect(trouble).toEqual([]);
    await page.close();
  });

  it("stops drawing the landscape on request, and says why the plane is missing", async () => {
    const { page, trouble } = await lab.at("#m=network&h=32,32,32&nsteps=20&r=adam");
    await page.getByText(/Stopped: 20 is the last step/).waitFor();
    // Without timeouts the drawing waits after its first moment of work.
    await page.evaluate(() => {
      window.setTimeout = (() => 0) as unknown as typeof window.setTimeout;
    });
    await page.getByRole("button", { name: "Draw the landscape" }).click();
    await page.getByRole("button", { name: "Stop drawing" }).click();
    await page.getByText(/^Stopped (at a grid of \d+ × \d+ points|before the first grid was complete)\.$/).waitFor();
    const draw = page.getByRole("button", { name: "Draw the landscape" });
    await draw.waitFor();
    await page.getByLabel("Plane", { exact: true }).selectOption("start, end, end");
    await draw.click();
    await page.getByText("This plane needs two rules that train and do not diverge; add one.").waitFor();
    expect(await page.locator("figure .level:visible").count()).toBe(0);
    expect(trouble).toEqual([]);
    await page.close();
  });
});
