/**
 * @file The guide as `npm run site` builds it for a path of a server, served from a folder and opened in Chromium.
 * Anything that the site asks for outside of the path is an error.
 */
import { readdirSync, readFileSync } from "node:fs";
import type { Server } from "node:http";
import type { AddressInfo } from "node:net";
import { dirname, join, posix } from "node:path";
import type { Browser } from "playwright-core";
import { afterAll, beforeAll, describe, expect, it, vi } from "vitest";
import { rules, wrappers } from "../../src/optim/index.ts";
import { scheduleNames } from "../../src/schedules/scheduleNames.ts";
import { root } from "../support/docs/blocks.ts";
import { hasChromium, openChromium } from "../support/openChromium.ts";
import { runScript } from "../support/runScript.ts";
import { settled, violations } from "./labPage.ts";
import { serveFolder } from "./serveFolder.ts";

const folder = join(root, "site/dist/guide");
/** With two parts, so that a link that forgets the base or climbs too far is found. */
const base = "/some/where/";

describe.skipIf(!hasChromium)("the guide in Chromium", () => {
  let browser: Browser;
  let server: Server;
  let address = "";
  let pages: string[] = [];

  beforeAll(async () => {
    vi.stubEnv("SITE_BASE", base);
    const { code, stdout, stderr } = await runScript("scripts/site.ts");
    expect(code, stdout + stderr).toBe(0);
    pages = readdirSync(folder, { recursive: true, encoding: "utf8" })
      .map((name) => name.replaceAll("\\", "/"))
      .filter((name) => name.endsWith(".html") && name !== "404.html" && name !== "lab.html");
    server = serveFolder(folder, base);
    await new Promise<void>((listening) => server.listen(0, "127.0.0.1", listening));
    address = `http://127.0.0.1:${(server.address() as AddressInfo).port}${base}`;
    browser = await openChromium();
  }, 600_000);

  afterAll(async () => {
    await browser?.close();
    server?.close();
    vi.unstubAllEnvs();
  });

  /** Opens a page, and notes requests elsewhere, failed requests, messages and errors. */
  async function open(path: string, options: Parameters<Browser["newPage"]>[0] = {}) {
    const page = await browser.newPage({ viewport: { width: 1280, height: 900 }, ...options });
    const trouble: string[] = [];
    page.on("request", (request) => {
      if (!request.url().startsWith(address) && !/^(data|blob):/.test(request.url())) trouble.push(request.url());
    });
    page.on("response", (response) => {
      if (response.status() >= 400) trouble.push(`${response.status()} ${response.url()}`);
    });
    page.on("console", (message) => void trouble.push(message.text()));
    page.on("pageerror", (error) => void trouble.push(error.message));
    await page.goto(address + path);
    if (options.javaScriptEnabled !== false) await settled(page);
    return { page, trouble };
  }

  const read = (page: string): string => readFileSync(join(folder, page), "utf8");

  it("has a page for every page of docs/, every rule, wrapper, schedule and entry", () => {
    const expected = [
      ...Object.keys(rules).map((name) => `rules/${name}.html`),
      ...Object.keys(wrappers).map((name) => `wrappers/${name}.html`),
      ...scheduleNames.map((name) => `schedules/${name}.html`),
      ...["autograd/index", "autograd/matmul", "nn/Linear", "optim/adam", "testing/checkRule"].map(
        (name) => `api/${name}.html`,
      ),
      ...["guide/reading-the-source.html", "learn/index.html", "internals/kernels.html"],
    ];
    expect(expected.filter((page) => !pages.includes(page))).toEqual([]);
  });

  it("links only to pages and headings that exist, and loads nothing from elsewhere", () => {
    const anchors = new Map<string, Set<string>>();
    const anchorsOf = (page: string): Set<string> => {
      const found = anchors.get(page) ?? new Set([...read(page).matchAll(/ id="([^"]+)"/g)].map(([, id]) => id));
      anchors.set(page, found);
      return found;
    };
    const broken: string[] = [];
    for (const page of pages) {
      const content = read(page).replace(/<aside[\s\S]*?<\/aside>/g, "");
      expect(content.match(/<(?:script|link|img)[^>]*(?:src|href)="https?:/g), page).toBeNull();
      for (const [, href] of new Set([...content.matchAll(/<a [^>]*href="((?!https?:|mailto:)[^"]*)"/g)])) {
        const [path, anchor = ""] = decodeURI(href.replaceAll("&amp;", "&")).split("#");
        const target =
          path === "" ? page : path.startsWith(base) ? path.slice(base.length) : posix.join(dirname(page), path);
        const file = target === "" || target.endsWith("/") ? `${target}index.html` : target;
        if (file === "lab.html") continue;
        if (!pages.includes(file) || (anchor !== "" && !anchorsOf(file).has(decodeURIComponent(anchor))))
          broken.push(`${page}: ${href}`);
      }
    }
    expect([...new Set(broken)]).toEqual([]);
  });

  const shown = [
    "",
    "learn/01-slope.html",
    "rules/adam.html",
    "wrappers/lookahead.html",
    "schedules/cosine.html",
    "schedules/newBob.html",
    "reference/rules.html",
    "api/nn/Linear.html",
    "api/index.html",
  ];
  const looks = [
    [1280, "light"],
    [400, "dark"],
    [320, "light"],
  ] as const;

  it.each(looks)(
    "breaks no rule of accessibility and stays in the page, %i pixels wide, %s",
    async (width, colorScheme) => {
      for (const path of shown) {
        const { page, trouble } = await open(path, { viewport: { width, height: 900 }, colorScheme });
        expect(await page.evaluate("document.documentElement.scrollWidth"), path).toBeLessThanOrEqual(width);
        expect(await violations(page), path).toEqual([]);
        expect(trouble, path).toEqual([]);
        await page.close();
      }
    },
  );

  it("steps through a rule, without asking for anything else", async () => {
    const { page, trouble } = await open("rules/adam.html");
    await page.getByRole("button", { name: "Step through it" }).click();
    const stage = page.getByRole("application");
    await stage.waitFor();
    expect(await stage.evaluate("document.activeElement.localName")).toBe("rule-stepper");
    const count = page.locator("rule-stepper .count");
    expect(await count.textContent()).toMatch(/1 \/ 300$/);
    await page.getByRole("button", { name: "One step on" }).click();
    await expect.poll(() => count.textContent()).toMatch(/2 \/ 300$/);
    await stage.focus();
    for (let line = 1; line <= 7; line++) await page.keyboard.press(".");
    expect(await page.locator("rule-stepper li.current .line-number").textContent()).not.toBe("");
    await expect.poll(() => count.textContent()).toMatch(/3 \/ 300$/);
    expect(await violations(page)).toEqual([]);
    expect(await page.locator("rule-stepper ol.lines math").count()).toBe(7);
    const link = page.getByRole("link", { name: "Open these paths in the lab" });
    expect(await link.getAttribute("href")).toMatch(/^\/some\/where\/lab\.html#v=1/);
    expect(trouble).toEqual([]);
    await page.close();
  });

  it("steps through a wrapper by its own lines", async () => {
    const { page, trouble } = await open("wrappers/l2.html");
    await page.getByRole("button", { name: "Step through it" }).click();
    await page.getByRole("application").waitFor();
    const current = page.locator("rule-stepper li.current");
    expect(await current.locator("code").textContent()).toBe("g.map((gi, i) => gi + l2 * theta[i])");
    expect(await current.locator(".hint").last().textContent()).toMatch(/^src\/optim\/wrappers\/l2\.ts:\d+$/);
    expect(await page.locator("rule-stepper ol.lines li").count()).toBe(8);
    expect(await violations(page)).toEqual([]);
    expect(trouble).toEqual([]);
    await page.close();
  });

  it("runs a program of the path, and points at the line of an error", async () => {
    const { page, trouble } = await open("learn/01-slope.html");
    const program = page.locator(".program").first();
    await program.getByRole("button", { name: "Edit and run" }).click();
    await program.getByRole("button", { name: "Run", exact: true }).click();
    await program.getByText("Done. The output is that of the page.").waitFor();
    await program.locator(".cm-content").click();
    await page.keyboard.press("Control+Home");
    await page.keyboard.insertText("null.length;\n");
    await page.keyboard.press("Control+Enter");
    await program.getByText("Stopped by an error in line 1.").waitFor();
    expect(await program.locator(".cm-lint-marker-error").count()).toBe(1);
    expect(await violations(page)).toEqual([]);
    expect(trouble).toEqual([]);
    await page.close();
  });

  it("redraws a schedule for another call", async () => {
    const { page, trouble } = await open("schedules/cosine.html");
    const field = page.getByLabel("Change it");
    await field.fill("warmup(50, cosine(1, 100))");
    await page.getByText(/^0\.02 at t = 1, 0\.51\d* at t = 100, 0 at t = 200$/).waitFor();
    expect(await page.locator("svg.schedule .call").textContent()).toBe("warmup(50, cosine(1, 100))");
    await field.fill("warmup(50");
    await expect.poll(() => field.getAttribute("aria-invalid")).toBe("true");
    expect(trouble).toEqual([]);
    await page.close();
  });

  it("shows the path, the equations and the code where scripts do not run", async () => {
    const { page } = await open("rules/adam.html", { javaScriptEnabled: false });
    expect(await page.locator("figure.paths svg text").allTextContents()).toEqual(["sgd", "adam"]);
    expect(await page.locator(".algorithm math").count()).toBeGreaterThan(7);
    expect(await page.locator(".annotated .line").count()).toBeGreaterThan(70);
    await page.close();
  });

  it("finds adam by the keyboard", async () => {
    const { page, trouble } = await open("guide/optimizers.html");
    const input = page.locator("#localsearch-input");
    // The page answers keys once its script runs, and loads the search on demand.
    const opened = async (): Promise<boolean> => {
      if (!(await input.isVisible())) await page.keyboard.press("Control+k");
      return input.isVisible();
    };
    await expect.poll(opened, { timeout: 60_000, interval: 500 }).toBe(true);
    await input.fill("adam");
    await page.locator(".result").first().waitFor();
    const titles = await page.locator(".result .title").allTextContents();
    expect(titles.some((title) => title.includes("adam"))).toBe(true);
    await input.fill("clipGradNorm");
    const found = page.locator('.result[href*="/api/optim/clipGradNorm.html"]');
    await found.waitFor();
    await input.fill("adam");
    await found.waitFor({ state: "detached" });
    await page.keyboard.press("Enter");
    await page.waitForURL((url) => url.pathname !== `${base}guide/optimizers.html`);
    expect(trouble).toEqual([]);
    await page.close();
  });

  it("forbids code from text", async () => {
    const { page } = await open("rules/adam.html");
    // The browser allows evaluation from outside, but not what it leaves for later.
    const name = await page.evaluate(`new Promise((done) => setTimeout(() => {
      try { done(typeof new Function("")); } catch (error) { done(error.name); }
    }))`);
    expect(name).toBe("EvalError");
    await page.close();
  });
});
