/** @file `npm run build`: ES modules of the two entries, for everywhere and for Node, with their type declarations. */

import { execFileSync } from "node:child_process";
import { rmSync } from "node:fs";
import { build } from "esbuild";
import { buildCli } from "./support/buildCli.ts";

rmSync("dist", { recursive: true, force: true });

// Split, so that what both entries use exists once: an error thrown by one is an instance of the other's class.
await build({
  entryPoints: ["src/index.ts", "src/node.ts"],
  bundle: true,
  splitting: true,
  chunkNames: "shared-[hash]",
  format: "esm",
  target: "es2022",
  platform: "neutral",
  sourcemap: true,
  outdir: "dist",
  packages: "external",
  external: ["node:*"],
  logLevel: "info",
});

await buildCli("dist/cli");

execFileSync(process.execPath, ["node_modules/typescript/bin/tsc", "-p", "tsconfig.build.json"], { stdio: "inherit" });
