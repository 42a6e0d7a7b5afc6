/** @file The server of `train --live`: one page on loopback, which follows the run by server-sent events. */

import { createHash } from "node:crypto";
import { createServer, type IncomingMessage, type Server, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import { UsageError } from "../../flags/usageError.ts";
import type { RunObserver } from "../observers/runObserver.ts";
import type { LoggedRun } from "../observers/stepLog.ts";
import { Broadcast } from "./broadcast.ts";
import { curvesOf, fitOf, livePage, liveScript, statusOf } from "./livePage.ts";

const host = "127.0.0.1";
/** ms between two updates: a chart takes about 2 ms. */
const every = 500;

export interface LiveOptions {
  /** 0 for any port that is free. */
  port: number;
  now(): number;
}

/** Opens the server and says its address. A page gets the whole run so far, then each update. */
export async function openLive(run: LoggedRun, { port, now }: LiveOptions): Promise<RunObserver> {
  const pages = new Broadcast();
  let isFitOld = true;
  let updated = Number.NEGATIVE_INFINITY;
  const show = (isOver = false): void => {
    pages.send("status", statusOf(run, isOver));
    if (pages.hasPages) pages.send("curves", curvesOf(run));
    if (pages.hasPages && isFitOld) {
      pages.send("fit", fitOf(run));
      isFitOld = false;
    }
    updated = now();
  };
  const join = (response: ServerResponse): void => {
    pages.send("curves", curvesOf(run));
    pages.send("fit", fitOf(run));
    pages.join(response);
  };
  show();
  const server = createServer(answer(livePage(run), join));
  await listening(server, port);
  // Only pages that still read hold the process.
  server.unref();
  // In every mode of --progress: without its address the page is of no use.
  run.progress.problem(`live: http://${host}:${(server.address() as AddressInfo).port}`);
  return {
    step: () => {
      if (now() - updated >= every) show();
    },
    epoch: () => {
      isFitOld = true;
    },
    close: () => {
      show(true);
      pages.end();
      stop(server);
      return true;
    },
  };
}

function stop(server: Server): void {
  server.close();
  // A page that does not read its last lines does not hold the process.
  setTimeout(() => server.closeAllConnections(), 1000).unref();
}

/** Throws UsageError if the port cannot be used. */
const listening = (server: Server, port: number): Promise<void> =>
  new Promise((resolve, reject) => {
    server.once("error", ({ code, message }: NodeJS.ErrnoException) => {
      const problem = code === "EADDRINUSE" ? "is in use by another program" : `cannot be used: ${message}`;
      reject(new UsageError(`--port ${port} ${problem}; give another port`));
    });
    server.listen(port, host, resolve);
  });

/** Answers with the page, its script, or the events. A site whose name points to 127.0.0.1 cannot read them. */
function answer(page: string, join: (response: ServerResponse) => void) {
  const [, style] = /<style>(.*?)<\/style>/s.exec(page) as RegExpExecArray;
  const styles = createHash("sha256").update(style).digest("base64");
  const headers = {
    "content-security-policy": `default-src 'none'; script-src 'self'; connect-src 'self'; style-src 'sha256-${styles}'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'`,
    "cache-control": "no-store",
    "x-content-type-options": "nosniff",
    "cross-origin-resource-policy": "same-origin",
    connection: "close",
  };
  const files: Readonly<Record<string, readonly [type: string, text: string]>> = {
    "/": ["text/html", page],
    "/live.js": ["text/javascript", liveScript],
  };
  return ({ method, url = "", headers: { host: name = "" } }: IncomingMessage, response: ServerResponse): void => {
    const send = (status: number, type: string, text: string): void => {
      response.writeHead(status, { ...headers, "content-type": `${type}; charset=utf-8` }).end(text);
    };
    if (!/^(127\.0\.0\.1|localhost)(:\d+)?$/.test(name)) send(403, "text/plain", "wrong host");
    else if (method !== "GET") send(405, "text/plain", "GET only");
    else if (url === "/events") join(response.writeHead(200, { ...headers, "content-type": "text/event-stream" }));
    else if (Object.hasOwn(files, url)) send(200, ...files[url]);
    else send(404, "text/plain", "not found");
  };
}
