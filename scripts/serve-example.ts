/** @file `npm run example:browser`: serves examples/browser, after a build, on loopback. No bundler is needed. */
import type { AddressInfo } from "node:net";
import { serveFolder } from "./support/serveFolder.ts";

const server = serveFolder(".").listen(Number(process.env.PORT ?? 0), "127.0.0.1", () => {
  const { port } = server.address() as AddressInfo;
  console.log(`http://127.0.0.1:${port}/examples/browser/`);
});
