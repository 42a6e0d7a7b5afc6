/** @file The package in Chromium: without a bundler, under strict policies, in workers, from Vite's server. */
import { once } from "node:events";
import { existsSync, mkdirSync, writeFileSync } from "node:fs";
import { createRequire } from "node:module";
import type { AddressInfo } from "node:net";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import { build } from "esbuild";
import { chromium } from "playwright-core";
import { serveFolder } from "../support/serveFolder.ts";
import type { Trial } from "./matrix.ts";
import type { Place } from "./place.ts";
import { page, pageScript, workerScript } from "./programs.ts";

const executablePath = ["/usr/bin/chromium", "/usr/bin/google-chrome"].find((path) => existsSync(path));

/** Opens an address and waits until its title says how it went. */
async function titleOf(address: string): Promise<string> {
  const browser = await chromium.launch({
    executablePath: executablePath as string,
    args: ["--no-sandbox", "--disable-gpu"],
  });
  try {
    const tab = await browser.newPage();
    const failure = new Promise<never>((_, reject) => void tab.once("pageerror", reject));
    failure.catch(() => {});
    await tab.goto(address);
    // A strict policy forbids waitForFunction, which evaluates a string in the page.
    let title = await tab.title();
    while (title === "waiting") {
      await Promise.race([tab.waitForTimeout(50), failure]);
      title = await tab.title();
    }
    return title;
  } finally {
    await browser.close();
  }
}

const library = "/node_modules/downhill/dist/downhill.browser.js";
const trusted = 'new Worker(scriptUrl("worker.js"), { type: "module" })';

/** A folder of pages, and a check that the title of one becomes "works". */
interface Site {
  write(name: string, text: string): void;
  path(name: string): string;
  works(name: string): Promise<void>;
}

function siteIn(folder: string): Site {
  const site = join(folder, "site");
  mkdirSync(site);
  return {
    write: (name, text) => writeFileSync(join(site, name), text),
    path: (name) => join(site, name),
    works: async (name) => {
      const server = serveFolder(folder).listen(0, "127.0.0.1");
      await once(server, "listening");
      try {
        await expectWorks(`http://127.0.0.1:${(server.address() as AddressInfo).port}/site/${name}`);
      } finally {
        server.close();
      }
    },
  };
}

async function expectWorks(address: string): Promise<void> {
  const title = await titleOf(address);
  if (title !== "works") throw new Error(title);
}

export function browserTrials({ folder }: Place): Trial[] {
  if (executablePath === undefined) return [];
  const site = siteIn(folder);
  const runs: Readonly<Record<string, () => Promise<void>>> = {
    "no bundler, with a module worker": () => withoutBundler(site, "bare.html", ""),
    "`script-src 'self'`": () => withoutBundler(site, "strict.html", "script-src 'self'"),
    "`'wasm-unsafe-eval'` and `require-trusted-types-for 'script'`": () =>
      withoutBundler(site, "wasm.html", "script-src 'self' 'wasm-unsafe-eval'; require-trusted-types-for 'script'"),
    "a classic worker, bundled by esbuild": () => withClassicWorker(site),
    "Vite's development server, with a module worker": () => withVite(folder),
  };
  return Object.entries(runs).map(([what, run]) => ({ group: "Pages in Chromium", what, run }));
}

function withoutBundler(site: Site, name: string, policy: string): Promise<void> {
  const tag = policy && `<meta http-equiv="content-security-policy" content="${policy}">`;
  site.write("page.js", pageScript(library, trusted));
  site.write("worker.js", workerScript(library));
  site.write(name, page("page.js").replace("<title>", `${tag}<title>`));
  return site.works(name);
}

async function withClassicWorker(site: Site): Promise<void> {
  site.write("classic.ts", workerScript("downhill"));
  const options = { bundle: true, format: "iife", platform: "browser" } as const;
  await build({ ...options, entryPoints: [site.path("classic.ts")], outfile: site.path("classic.js") });
  site.write("classicPage.js", pageScript(library, 'new Worker("classic.js")'));
  site.write("classic.html", page("classicPage.js"));
  await site.works("classic.html");
}

async function withVite(folder: string): Promise<void> {
  const root = join(folder, "dev");
  mkdirSync(root);
  writeFileSync(join(root, "index.html"), page("/main.js"));
  const worker = 'new Worker(new URL("./worker.js", import.meta.url), { type: "module" })';
  writeFileSync(join(root, "main.js"), pageScript("downhill", worker));
  writeFileSync(join(root, "worker.js"), workerScript("downhill"));
  const { resolve } = createRequire(join(folder, "package.json"));
  const { createServer } = await import(pathToFileURL(resolve("vite")).href);
  const server = await createServer({ root, logLevel: "error", server: { host: "127.0.0.1", port: 0 } });
  await server.listen();
  try {
    await expectWorks(server.resolvedUrls.local[0]);
  } finally {
    await server.close();
  }
}
