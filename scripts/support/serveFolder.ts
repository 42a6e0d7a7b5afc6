import { readFileSync, realpathSync, statSync } from "node:fs";
import { createServer, type Server } from "node:http";
import { extname, join, sep } from "node:path";

const types: Readonly<Record<string, string>> = {
  ".css": "text/css",
  ".html": "text/html; charset=utf-8",
  ".js": "text/javascript",
  ".svg": "image/svg+xml",
};

/** A static file server for a folder: index.html for folders, 404 for whatever lies outside. */
export function serveFolder(folder: string): Server {
  const root = realpathSync(folder);
  return createServer((request, response) => {
    const { pathname } = new URL(request.url ?? "/", "http://localhost");
    try {
      let path = realpathSync(join(root, decodeURIComponent(pathname)));
      if (statSync(path).isDirectory()) path = join(path, "index.html");
      if (!path.startsWith(root + sep)) throw new Error("outside");
      const body = readFileSync(path);
      response.setHeader("content-type", types[extname(path)] ?? "application/octet-stream");
      response.end(body);
    } catch {
      response.statusCode = 404;
      response.end("not found");
    }
  });
}
