/** @file Opens the lab as a file in Chromium, and notes everything that must not happen. */
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { createRequire } from "node:module";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import type { Browser, Page } from "playwright-core";
import { expect } from "vitest";
import { buildLab } from "../../site/buildLab.ts";
import { openChromium } from "../support/openChromium.ts";

export interface OpenLab {
  readonly page: Page;
  /** Requests beyond the file, messages on the console, errors. */
  readonly trouble: readonly string[];
}

type Options = NonNullable<Parameters<Browser["newPage"]>[0]>;

/** The built page, and a browser to open it in. */
export class LabPages {
  private constructor(
    private readonly browser: Browser,
    private readonly folder: string,
    readonly html: string,
  ) {}

  static async open(): Promise<LabPages> {
    const folder = mkdtempSync(join(tmpdir(), "downhill-lab-"));
    const html = await buildLab();
    writeFileSync(join(folder, "lab.html"), html);
    return new LabPages(await openChromium(), folder, html);
  }

  async close(): Promise<void> {
    await this.browser.close();
    rmSync(this.folder, { recursive: true });
  }

  address(hash = ""): string {
    return `${pathToFileURL(join(this.folder, "lab.html")).href}${hash}`;
  }

  /** Opens a page at a hash; `prepare` runs in it before its script. */
  async at(hash = "", options: Options = {}, prepare = ""): Promise<OpenLab> {
    const page = await this.browser.newPage({ viewport: { width: 1280, height: 900 }, ...options });
    const trouble: string[] = [];
    page.on("request", (request) => {
      if (!/^(file|data|blob):/.test(request.url())) trouble.push(`request ${request.url()}`);
    });
    page.on("console", (message) => void trouble.push(`${message.type()} ${message.text()}`));
    page.on("pageerror", (error) => void trouble.push(`error ${error.message}`));
    if (prepare !== "") await page.addInitScript(prepare);
    await page.goto(this.address(hash));
    if (options.javaScriptEnabled !== false)
      await page
        .locator("main:visible")
        .waitFor()
        .then(() => settled(page));
    return { page, trouble };
  }
}

/** Returns the text of the first element that matches. */
export const text = (page: Page, selector: string): Promise<string> =>
  page
    .locator(selector)
    .first()
    .textContent()
    .then((shown) => shown ?? "");

/** Waits until everything that is due has been drawn. */
export const settled = (page: Page): Promise<unknown> =>
  page.evaluate("new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(() => done(0))))");

const axe = readFileSync(createRequire(import.meta.url).resolve("axe-core/axe.min.js"), "utf8");

/** The rules of WCAG 2.2 AA and good practice that the page breaks, each with the elements. */
export async function violations(page: Page): Promise<string[]> {
  // The page's policy allows no further script; evaluation from outside is not bound by it.
  await page.evaluate(axe);
  const found = (await page.evaluate("axe.run(document)")) as {
    violations: { id: string; nodes: { target: string[]; failureSummary: string }[] }[];
  };
  return found.violations.flatMap(({ id, nodes }) =>
    nodes.map(({ target, failureSummary }) => `${id}: ${target.join(" ")} ${failureSummary}`),
  );
}

/** Opens everything that opens, and tries each width in light and dark. */
export async function tryLooks(page: Page, isLast = true): Promise<void> {
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
