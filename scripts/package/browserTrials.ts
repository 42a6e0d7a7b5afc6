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

export function browserTrials({ folder }: Place): Trial[] {
  if (executablePath === undefined) return [];
  const site = join(folder, "site");
  mkdirSync(site);
  const write = (name: string, text: string): void => writeFileSync(join(site, name), text);
  const library = "/node_modules/downhill/dist/downhill.browser.js";
  const policy = (rules: string): string => `<meta http-equiv="content-security-policy" content="${rules}">`;
  const modules = 'new Worker(new URL("./worker.js", import.meta.url), { type: "module" })';
  const trusted = 'new Worker(scriptUrl("worker.js"), { type: "module" })';
  const works = async (name: string): Promise<void> => {
    const server = serveFolder(folder).listen(0, "127.0.0.1");
    await once(server, "listening");
    try {
      const title = await titleOf(`http://127.0.0.1:${(server.address() as AddressInfo).port}/site/${name}`);
      if (title !== "works") throw new Error(title);
    } finally {
      server.close();
    }
  };
  const bare = (name: string, rules: string) => () => {
    write("page.js", pageScript(library, trusted));
    write("worker.js", workerScript(library));
    write(name, page("page.js").replace("<title>", `${rules && policy(rules)}<title>`));
    return works(name);
  };
  return [
    { group: "Pages in Chromium", what: "no bundler, with a module worker", run: bare("bare.html", "") },
    { group: "Pages in Chromium", what: "`script-src 'self'`", run: bare("strict.html", "script-src 'self'") },
    {
      group: "Pages in Chromium",
      what: "`'wasm-unsafe-eval'` and `require-trusted-types-for 'script'`",
      run: bare("wasm.html", "script-src 'self' 'wasm-unsafe-eval'; require-trusted-types-for 'script'"),
    },
    {
      group: "Pages in Chromium",
      what: "a classic worker, bundled by esbuild",
      run: async () => {
        write("classic.ts", workerScript("downhill"));
        const options = { bundle: true, format: "iife", platform: "browser" } as const;
        await build({ ...options, entryPoints: [join(site, "classic.ts")], outfile: join(site, "classic.js") });
        write("classicPage.js", pageScript(library, 'new Worker("classic.js")'));
        write("classic.html", page("classicPage.js"));
        await works("classic.html");
      },
    },
    {
      group: "Pages in Chromium",
      what: "Vite's development server, with a module worker",
      run: async () => {
        const root = join(folder, "dev");
        mkdirSync(root);
        writeFileSync(join(root, "index.html"), page("/main.js"));
        writeFileSync(join(root, "main.js"), pageScript("downhill", modules));
        writeFileSync(join(root, "worker.js"), workerScript("downhill"));
        const { resolve } = createRequire(join(folder, "package.json"));
        const { createServer } = await import(pathToFileURL(resolve("vite")).href);
        const server = await createServer({ root, logLevel: "error", server: { host: "127.0.0.1", port: 0 } });
        await server.listen();
        try {
          const title = await titleOf(server.resolvedUrls.local[0]);
          if (title !== "works") throw new Error(title);
        } finally {
          await server.close();
        }
      },
    },
  ];
}
