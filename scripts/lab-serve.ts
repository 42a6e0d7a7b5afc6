/** @file `npm run lab:serve`: serves the lab, after `npm run lab`, on loopback, and opens it where there is a terminal. */
import { spawn } from "node:child_process";
import type { AddressInfo } from "node:net";
import { serveFolder } from "./support/serveFolder.ts";

const openers: Readonly<Record<string, string>> = { darwin: "open", win32: "explorer", linux: "xdg-open" };

const server = serveFolder("site/dist").listen(Number(process.env.PORT ?? 0), "127.0.0.1", () => {
  const address = `http://127.0.0.1:${(server.address() as AddressInfo).port}/lab.html`;
  console.log(address);
  const opener = openers[process.platform];
  if (!process.stdout.isTTY || opener === undefined) return;
  // If the program is missing, the printed address remains.
  spawn(opener, [address], { stdio: "ignore", detached: true })
    .on("error", () => {})
    .unref();
});
