/** @file `npm run build`: one ES module for Node and browsers, its type declarations, and the command line. */
import { execFileSync } from "node:child_process";
import { rmSync } from "node:fs";
import { build } from "esbuild";

rmSync("dist", { recursive: true, force: true });

const shared = {
  bundle: true,
  format: "esm",
  target: "es2022",
  sourcemap: true,
  outdir: "dist",
  packages: "external",
  logLevel: "info",
} as const;

await build({ ...shared, entryPoints: ["src/index.ts"], platform: "neutral" });
await build({ ...shared, entryPoints: { node: "src/node.ts" }, platform: "node" });

execFileSync(process.execPath, ["node_modules/typescript/bin/tsc", "-p", "tsconfig.build.json"], { stdio: "inherit" });
