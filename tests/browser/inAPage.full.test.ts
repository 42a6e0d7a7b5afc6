/** @file The pages of docs/guide/in-a-page.md run in a browser as written, under the strictest policies they name. */
import { createServer, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import { build } from "esbuild";
import type { Browser, Page } from "playwright-core";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { blocksOf, fileOf, root } from "../support/docs/blocks.ts";
import { hasChromium, openChromium } from "../support/openChromium.ts";

const files = new Map(
  blocksOf("docs/guide/in-a-page.md")
    .filter(({ mark }) => mark.startsWith("file="))
    .map((block) => [`/${fileOf(block)}`, block.code]),
);

describe.skipIf(!hasChromium)("the page without a bundler", () => {
  let browser: Browser;
  let server: Server;
  let policy = "";

  beforeAll(async () => {
    const { outputFiles } = await build({
      entryPoints: [`${root}src/index.ts`],
      bundle: true,
      minify: true,
      format: "esm",
      platform: "browser",
      write: false,
    });
    files.set("/downhill.browser.js", outputFiles[0].text);
    server = createServer((request, response) => {
      const text = files.get(request.url ?? "");
      const type = request.url?.endsWith(".js") ? "text/javascript" : "text/html";
      response.writeHead(text === undefined ? 404 : 200, {
        "content-type": type,
        ...(policy && { "content-security-policy": policy }),
      });
      response.end(text);
    }).listen(0, "127.0.0.1");
    browser = await openChromium();
  });

  afterAll(async () => {
    await browser?.close();
    server?.close();
  });

  /** Opens a page, waits until `done` holds in it, and returns the answer of `read`. Rejects with the page's error. */
  async function open<T>(name: string, done: () => boolean, read: () => T): Promise<T> {
    const page: Page = await browser.newPage();
    const failure = new Promise<never>((_, reject) => void page.once("pageerror", reject));
    const { port } = server.address() as AddressInfo;
    const answered = page
      .goto(`http://127.0.0.1:${port}/${name}`)
      .then(() => page.waitForFunction(done))
      .then(() => page.evaluate(read));
    answered.catch(() => {});
    try {
      return await Promise.race([answered, failure]);
    } finally {
      await page.close();
    }
  }

  const isDrawn = (): boolean => {
    const canvas = document.querySelector("canvas") as HTMLCanvasElement;
    return (canvas.getContext("2d") as CanvasRenderingContext2D).getImageData(295, 195, 1, 1).data[3] === 255;
  };
  /** The colours at the crest of the upper moon, (0, 1), and at the bottom of the other, (1, −0.5). */
  const colours = (): number[][] => {
    const canvas = document.querySelector("canvas") as HTMLCanvasElement;
    const context = canvas.getContext("2d") as CanvasRenderingContext2D;
    return [
      [112, 45],
      [187, 165],
    ].map(([x, y]) => [...context.getImageData(x, y, 1, 1).data.slice(0, 3)]);
  };
  const [tomato, steelblue] = [
    [255, 99, 71],
    [70, 130, 180],
  ];

  it.each(["", "default-src 'self'", "default-src 'self'; script-src 'self' 'wasm-unsafe-eval'"])(
    "trains and draws both regions under the policy %j",
    async (given) => {
      policy = given;
      expect(await open("index.html", isDrawn, colours)).toEqual([tomato, steelblue]);
    },
  );

  it("trains in a worker and shows the line", async () => {
    policy = "default-src 'self'; script-src 'self' 'wasm-unsafe-eval'";
    const read = (): string => document.querySelector("#line")?.textContent ?? "";
    const isDone = (): boolean => document.querySelector("#line")?.textContent !== "";
    expect(await open("worker.html", isDone, read)).toBe("y = 2.0 x + 1.0");
  });
});
