/** @file The library in a real browser: it loads, trains, and finds the same bits as Node. */
import { createServer, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import { fileURLToPath } from "node:url";
import { build } from "esbuild";
import type { Browser } from "playwright-core";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { hasChromium, openChromium } from "../support/openChromium.ts";
import { PORTABLE_HASH } from "../support/portableHash.ts";
import { type Answers, answer } from "./page.ts";

/** A page with the bundled library, under the content security policy given in its address. */
function serve(script: string): Server {
  return createServer((request, response) => {
    const { pathname, searchParams } = new URL(request.url ?? "/", "http://localhost");
    const policy = searchParams.get("policy");
    if (policy) response.setHeader("content-security-policy", policy);
    response.setHeader("content-type", pathname === "/page.js" ? "text/javascript" : "text/html");
    response.end(pathname === "/page.js" ? script : '<!doctype html><script type="module" src="page.js"></script>');
  });
}

describe.skipIf(!hasChromium)("in Chromium", () => {
  let browser: Browser;
  let server: Server;

  beforeAll(async () => {
    const { outputFiles } = await build({
      stdin: {
        contents: `import { answer } from "./page.ts";
          document.body.dataset.answer = JSON.stringify(answer());`,
        resolveDir: fileURLToPath(new URL("./", import.meta.url)),
      },
      bundle: true,
      format: "esm",
      platform: "browser",
      write: false,
    });
    server = serve(outputFiles[0].text).listen(0, "127.0.0.1");
    browser = await openChromium();
  });

  afterAll(async () => {
    await browser?.close();
    server?.close();
  });

  /** The answer of the page. Rejects with the error that stopped its script. */
  async function ask(policy = ""): Promise<Answers> {
    const page = await browser.newPage();
    const failure = new Promise<never>((_, reject) => void page.once("pageerror", reject));
    const { port } = server.address() as AddressInfo;
    const answered = page
      .goto(`http://127.0.0.1:${port}/?policy=${encodeURIComponent(policy)}`)
      .then(() => page.locator("body[data-answer]").getAttribute("data-answer"));
    answered.catch(() => {}); // closing the page after a failure ends the wait for an answer
    try {
      return JSON.parse((await Promise.race([answered, failure])) ?? "");
    } finally {
      await page.close();
    }
  }

  it("finds the bits that Node finds: portable functions, data, and training on the plain loops", async () => {
    const there = await ask();
    const here = answer();
    expect(there.portable).toBe(PORTABLE_HASH);
    expect({ digits: there.digits, moons: there.moons }).toEqual({ digits: here.digits, moons: here.moons });
    expect(there.plain).toEqual(here.plain);
  });

  it("uses the fast kernels, which agree with the plain loops, and learns", async () => {
    const { acceleration, plain, fast } = await ask();
    expect(acceleration).toMatch(/simd/);
    expect(fast).not.toEqual(plain);
    for (const [i, loss] of fast.entries()) expect(Math.abs(loss - plain[i])).toBeLessThan(1e-3);
    expect(fast[9]).toBeLessThan(fast[0]);
  });

  it("runs the fast kernels under a policy that allows WebAssembly only", async () => {
    const there = await ask("script-src 'self' 'wasm-unsafe-eval'; require-trusted-types-for 'script'");
    expect(there.acceleration).toMatch(/simd/);
    expect(there.fast[9]).toBeLessThan(there.fast[0]);
  });

  it("runs the plain loops under script-src 'self', to the same bits", async () => {
    const there = await ask("script-src 'self'; require-trusted-types-for 'script'");
    expect(there.acceleration).toBe("none");
    expect(there.plain).toEqual(answer().plain);
  });
});
