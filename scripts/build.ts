/**
 * @file `npm run build`: the package. One ES module with its declarations per source file, so that an import pays for
 * itself only; one minified module for pages without a bundler; the command line.
 */

import { execFileSync } from "node:child_process";
import { cpSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { build } from "esbuild";
import { buildCli } from "./support/buildCli.ts";

rmSync("dist", { recursive: true, force: true });

execFileSync(process.execPath, ["node_modules/typescript/bin/tsc", "-p", "tsconfig.build.json"], { stdio: "inherit" });
cpSync("src/generated/ndarray", "dist/generated/ndarray", { recursive: true });
// The compiler leaves the names of sources in declarations; older compilers and checkers read .js only.
for (const file of readdirSync("dist", { recursive: true, encoding: "utf8" }).filter((name) =>
  name.endsWith(".d.ts"),
)) {
  const text = readFileSync(`dist/${file}`, "utf8");
  writeFileSync(`dist/${file}`, text.replace(/(from |import\()"(\.[^"]+)\.ts"/g, '$1"$2.js"'));
}

await build({
  entryPoints: ["src/index.ts"],
  outfile: "dist/downhill.browser.js",
  bundle: true,
  minify: true,
  format: "esm",
  target: "es2022",
  platform: "browser",
  logLevel: "warning",
});

await buildCli("dist/cli");
