/** @file Serves the programs of docs/ with their editors to Chromium, under the policy that the editors need. */
import { mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { createServer, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import { join } from "node:path";
import { build } from "esbuild";
import type { Browser, Page } from "playwright-core";
import { createMarkdownRenderer, type MarkdownRenderer } from "vitepress";
import { buildTryIt } from "../../site/tryIt/buildTryIt.ts";
import { markPrograms } from "../../site/tryIt/markPrograms.ts";
import { readPage, root } from "../support/docs/blocks.ts";
import { openChromium } from "../support/openChromium.ts";

/** Style attributes and style elements come from the highlighting of VitePress and from CodeMirror. */
const policy =
  "default-src 'none'; script-src 'self' blob: 'wasm-unsafe-eval'; worker-src 'self'; connect-src 'self'; style-src 'self' 'unsafe-inline'; img-src 'self' data:";

const types: Readonly<Record<string, string>> = {
  js: "text/javascript",
  css: "text/css",
  html: "text/html",
  svg: "image/svg+xml",
};

/** Pages of docs/ with editors, on a server, and a browser to open them in. */
export class TryItPages {
  private constructor(
    private readonly browser: Browser,
    private readonly server: Server,
    private readonly folder: string,
    private readonly markdown: MarkdownRenderer,
  ) {}

  static async open(folder: string): Promise<TryItPages> {
    await buildTryIt(join(folder, "try"));
    await build({
      entryPoints: { page: join(root, "site/tryIt/offerEditors.ts") },
      outdir: join(folder, "page"),
      bundle: true,
      splitting: true,
      format: "esm",
      logLevel: "warning",
    });
    const start = 'import { offerEditors } from "./page.js";\nofferEditors(document, location.origin + "/try/");\n';
    writeFileSync(join(folder, "page/start.js"), start);
    // The colours of the guide, in both themes.
    const colours = `${root}node_modules/vitepress/dist/client/theme-default/styles/vars.css`;
    const style = [colours, `${root}site/tryIt/tryIt.css`].map((file) => readFileSync(file, "utf8")).join("\n");
    const ground = "body { background: var(--vp-c-bg); color: var(--vp-c-text-1); }";
    writeFileSync(join(folder, "page/page.css"), `${style}\n${ground}\npre { overflow: auto; }\n`);
    const markdown = await createMarkdownRenderer(folder, { config: markPrograms });
    const server = createServer((request, response) => {
      const path = (request.url ?? "/").replace(/\?.*/, "");
      const type = types[path.slice(path.lastIndexOf(".") + 1)] ?? "text/plain";
      let body: Buffer;
      try {
        body = readFileSync(path.endsWith(".svg") ? join(root, "docs", path) : join(folder, path));
      } catch {
        response.writeHead(404).end();
        return;
      }
      response.writeHead(200, { "content-type": type, "content-security-policy": policy }).end(body);
    }).listen(0, "127.0.0.1");
    return new TryItPages(await openChromium(), server, folder, markdown);
  }

  async close(): Promise<void> {
    await this.browser.close();
    this.server.close();
  }

  /** Opens a page of docs/, or the given Markdown. `trouble` collects errors and requests. */
  async at(
    name: string,
    text = readPage(name),
    options: Parameters<Browser["newPage"]>[0] = {},
  ): Promise<{ page: Page; trouble: string[]; requests: string[] }> {
    const body = this.markdown.render(text);
    const file = `${name.replace(/\W/g, "-")}.html`;
    const head =
      '<!doctype html><html lang="en"><meta charset="utf-8"><title>Programs</title><meta name="viewport" content="width=device-width"><link rel="stylesheet" href="/page/page.css"><link rel="icon" href="data:,">';
    mkdirSync(this.folder, { recursive: true });
    writeFileSync(
      join(this.folder, file),
      `${head}<body><main>${body}</main><script type="module" src="/page/start.js"></script></body></html>`,
    );
    const page = await this.browser.newPage({ viewport: { width: 1280, height: 900 }, ...options });
    const trouble: string[] = [];
    const requests: string[] = [];
    page.on("console", (message) => void trouble.push(`${message.type()} ${message.text()}`));
    page.on("pageerror", (error) => void trouble.push(`error ${error.message}`));
    page.on("request", (request) => void requests.push(new URL(request.url()).pathname));
    const { port } = this.server.address() as AddressInfo;
    await page.goto(`http://127.0.0.1:${port}/${file}`);
    return { page, trouble, requests };
  }
}
