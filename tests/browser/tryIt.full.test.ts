/** @file Every program of the guide runs in its editor in Chromium, and prints the text below it. */
import type { Locator, Page } from "playwright-core";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { type Block, blocksOf, pages, readPage } from "../support/docs/blocks.ts";
import { exercisesOf } from "../support/docs/exercises.ts";
import { newFolder } from "../support/newFolder.ts";
import { hasChromium } from "../support/openChromium.ts";
import { violations } from "./labPage.ts";
import { TryItPages } from "./tryItPages.ts";

const isProgram = ({ language, mark, code, prints }: Block): boolean =>
  language === "ts" && ["", "exercise"].includes(mark) && prints !== undefined && !/"downhill\/node"|"node:/.test(code);
const withPrograms = pages.filter((page) => page.startsWith("docs/") && blocksOf(page).some(isProgram));

/** Opens the editor of the program with this rank, and returns its panel. */
async function edit(page: Page, rank = 0): Promise<Locator> {
  const program = page.locator(".program").nth(rank);
  await program.getByRole("button", { name: "Edit and run" }).click();
  await program.locator(".cm-content").waitFor();
  return program.locator(".try-it");
}

/** Replaces the text of an editor. */
async function write(panel: Locator, code: string): Promise<void> {
  await panel.locator(".cm-content").click();
  await panel.page().keyboard.press("Control+a");
  await panel.page().keyboard.insertText(code.trimEnd());
}

const statusOf = (panel: Locator): Promise<string> =>
  panel.getByRole("status").evaluate(({ textContent }) => textContent ?? "");
const outputOf = (panel: Locator): Promise<string> =>
  panel.getByRole("region", { name: "Output", exact: true }).evaluate(({ textContent }) => textContent ?? "");

/** Presses a button and waits for the sentence at the end. Returns the output. */
async function run(panel: Locator): Promise<string> {
  await panel.getByRole("button", { name: "Run", exact: true }).click();
  await panel.getByRole("status").filter({ hasText: /\.$/ }).waitFor({ timeout: 60_000 });
  return outputOf(panel);
}

describe.skipIf(!hasChromium)("the editors", () => {
  let site: TryItPages;
  beforeAll(async () => {
    site = await TryItPages.open(newFolder());
  });
  afterAll(() => site?.close());

  const isStep = (name: string): boolean => name.startsWith("docs/learn/");
  it.each([
    ["path", withPrograms.filter(isStep)],
    ["other pages", withPrograms.filter((name) => !isStep(name))],
  ])("run all programs of the %s", async (title, names) => {
    const { page, trouble } = await site.at(title, names.map(readPage).join("\n\n"));
    const programs = names.flatMap(blocksOf).filter(isProgram);
    const answers = names.flatMap(exercisesOf);
    expect(await page.locator(".program").count()).toBe(programs.length);
    for (const [rank, { page: name, line, prints }] of programs.entries()) {
      const panel = await edit(page, rank);
      expect(await run(panel), `${name}:${line}`).toBe(prints);
      expect(await statusOf(panel)).toMatch(/^(Done. The output is that of the page|The check fails, as it should)/);
      const answer = answers.find(({ exercise }) => exercise.page === name && exercise.line === line);
      if (answer) {
        await write(panel, answer.answered.code);
        expect(await run(panel), `${name}:${line}, answered`).toBe("passed\n");
        expect(await statusOf(panel)).toBe("The check passes.");
      }
      await panel.getByRole("button", { name: "Close" }).click();
    }
    expect(trouble).toEqual([]);
    await page.close();
  });

  const small = "# A\n\n```ts\nconsole.log(1);\n```\n\n```text\n1\n```\n\n```ts from=a.ts\nexcerpt();\n```\n";

  it("load nothing until a reader asks for one, and offer none for excerpts", async () => {
    const { page, requests } = await site.at("small", small);
    const isLarge = (path: string): boolean => /openEditor|\/try\//.test(path);
    expect(requests).toContain("/page/page.js");
    expect(requests.filter(isLarge)).toEqual([]);
    expect(await page.locator(".edit").count()).toBe(1);
    await edit(page);
    expect(requests.filter(isLarge).length).toBe(1);
    await page.close();
  });

  it("say when they cannot be loaded", async () => {
    const { page } = await site.at("small", small);
    await page.route(/openEditor/, (route) => route.abort());
    await page.locator(".edit").click();
    await page.getByRole("button", { name: "The editor could not be loaded. Reload the page" }).waitFor();
    expect(await page.locator(".edit").isEnabled()).toBe(true);
    await page.close();
  });

  it("leave the program as it is without scripts", async () => {
    const { page } = await site.at("small", small, { javaScriptEnabled: false });
    expect(await page.locator("pre").allInnerTexts()).toEqual(["console.log(1);", "1", "excerpt();"]);
    expect(await page.getByRole("button", { name: "Edit" }).count()).toBe(0);
    await page.close();
  });

  it("stop an endless loop, and run again", async () => {
    const { page } = await site.at("small", small);
    const panel = await edit(page);
    await write(panel, "console.log('before');\nfor (;;);");
    await panel.getByRole("button", { name: "Run", exact: true }).click();
    await panel.getByText("before", { exact: true }).waitFor();
    await panel.getByRole("button", { name: "Stop" }).click();
    expect(await statusOf(panel)).toBe("Stopped.");
    await panel.getByRole("button", { name: "Reset" }).click();
    expect(await run(panel)).toBe("1\n");
    await page.close();
  });

  it.each([
    ["types do not parse", "const a: number = 1;\nconst b: = 2;", 2, "SyntaxError: Unexpected token"],
    ["code throws", "type A = string;\n\nnull.x;", 3, "TypeError: Cannot read properties of null"],
    ["the library throws", 'import { adam } from "downhill";\nadam({ lr: -1 });', 2, "adam: lr must be"],
    ["it imports another package", 'console.log(1);\nimport a from "lodash";', 2, "downhill and downhill/testing"],
    ["it prints without end", "let i = 0;\nfor (;;) console.log(i++);", 2, "at most 2000 lines"],
  ])("point at the line where %s", async (_, code, line, message) => {
    const { page } = await site.at("small", small);
    const panel = await edit(page);
    await write(panel, code);
    expect(await run(panel)).toContain(message);
    expect(await statusOf(panel)).toBe(`Stopped by an error in line ${line}.`);
    const marked = await panel.locator(".cm-lintRange-error").first().textContent();
    expect(code.split("\n")[line - 1]).toContain(marked);
    await page.close();
  });

  it("need no mouse: Ctrl-Enter runs, and Tab leaves", async () => {
    const { page } = await site.at("small", small);
    await page.locator(".edit").focus();
    await page.keyboard.press("Enter");
    await page.locator(".cm-content").waitFor();
    await page.waitForFunction(() => document.activeElement?.classList.contains("cm-content"));
    await page.keyboard.press("Control+Enter");
    await page.getByText("Done. The output is that of the page.").waitFor();
    await page.keyboard.press("Tab");
    expect(await page.evaluate(() => document.activeElement?.textContent)).toBe("Run");
    for (let i = 0; i < 2; i++) await page.keyboard.press("Tab");
    await page.keyboard.press("Enter");
    expect(await page.evaluate(() => document.activeElement?.textContent)).toBe("Edit and run");
    await page.close();
  });

  it("draw lines of steps as a curve", async () => {
    const { page } = await site.at("small", small);
    const panel = await edit(page);
    await write(panel, 'for (const t of [1, 2, 3]) console.log("step " + t + ": loss " + 1 / t + ", lr 0.1");');
    await run(panel);
    const names = await panel.getByRole("img").evaluateAll((all) => all.map((one) => one.getAttribute("aria-label")));
    expect(names).toEqual(["loss over step: 0.3333333333333333 to 1"]);
    await page.close();
  });

  it.each([
    [1280, ""],
    [1280, "dark"],
    [320, ""],
    [320, "dark"],
  ])("have no violation of accessibility rules at %i pixels %s", async (width, theme) => {
    const { page } = await site.at("small", small, { viewport: { width, height: 700 } });
    await page.evaluate((name) => document.documentElement.classList.toggle("dark", name !== ""), theme);
    const panel = await edit(page);
    await write(panel, `const a: string = "b"; // ${"long ".repeat(99)}\nconsole.log(a, 1);\nnull.x;`);
    await run(panel);
    expect(await violations(page)).toEqual([]);
    expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBeLessThanOrEqual(width);
    await page.close();
  });
});
