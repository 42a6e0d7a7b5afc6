import { spawn } from "node:child_process";
import type { AddressInfo } from "node:net";
import { serveFolder } from "./serveFolder.ts";

const openers: Readonly<Record<string, string>> = { darwin: "open", win32: "explorer", linux: "xdg-open" };

/** Serves a folder on loopback, at `PORT` or a free port. In a terminal it also opens a page of it. */
export function openServed(folder: string, page: string): void {
  const server = serveFolder(folder).listen(Number(process.env.PORT ?? 0), "127.0.0.1", () => {
    const address = `http://127.0.0.1:${(server.address() as AddressInfo).port}/${page}`;
    console.log(address);
    const opener = openers[process.platform];
    if (!process.stdout.isTTY || opener === undefined) return;
    // If the program is missing, the printed address remains.
    spawn(opener, [address], { stdio: "ignore", detached: true })
      .on("error", () => {})
      .unref();
  });
}
