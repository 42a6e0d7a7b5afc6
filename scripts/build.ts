/**
 * @file `npm run build`: the package. One ES module with its declarations per source file, so that an import pays for
 * itself only; one minified module for pages without a bundler; the command line.
 */

import { execFileSync } from "node:child_process";
import { cpSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { transformSync } from "esbuild";
import { buildCli } from "./support/buildCli.ts";
import { bundle, writeLicences } from "./support/bundle.ts";
import { completeDeclarations } from "./support/completeDeclarations.ts";
import { inlinePackages } from "./support/inlinePackages.ts";
import { joinTesting } from "./support/joinTesting.ts";
import { nameByFolder } from "./support/nameByFolder.ts";
import { namedClasses } from "./support/namedClasses.ts";
import { onlyParser } from "./support/onlyParser.ts";
import { prune } from "./support/prune.ts";
import { writeComments } from "./support/writeComments.ts";

rmSync("dist", { recursive: true, force: true });

execFileSync(process.execPath, ["node_modules/typescript/bin/tsc", "-p", "tsconfig.build.json"], { stdio: "inherit" });
cpSync("src/generated/ndarray", "dist/generated/ndarray", { recursive: true });
// Comments are in the declarations, spaces in the sources; names of exports stay, for stack traces.
// Modules of types alone are declarations.
for (const file of readdirSync("dist", { recursive: true, encoding: "utf8" }).filter((name) => name.endsWith(".js"))) {
  const options = { target: "es2022", legalComments: "none", minify: true, lineLimit: 1000 } as const;
  const { code } = transformSync(readFileSync(`dist/${file}`, "utf8"), options);
  if (/^(export\s*\{\};?)?\s*$/.test(code)) rmSync(`dist/${file}`);
  else writeFileSync(`dist/${file}`, code);
}
// The compiler leaves the names of sources in declarations. TypeScript before 5.7 has no type parameter of arrays.
for (const file of readdirSync("dist", { recursive: true, encoding: "utf8" }).filter((name) =>
  name.endsWith(".d.ts"),
)) {
  const text = readFileSync(`dist/${file}`, "utf8");
  const names = text.replace(/(from |import\()"(\.[^"]+)\.ts"/g, '$1"$2.js"');
  const untyped = names.replace(/\b(\w+Array)<ArrayBuffer(?:Like)?>/g, "$1");
  // For our tests alone.
  const plain = untyped.replace(/(?:\n \*)?(?:\n \* @gradcheck .*)+/g, "");
  writeFileSync(
    `dist/${file}`,
    plain.replace(/^(?: {4})+/gm, (indent) => " ".repeat(indent.length / 4)),
  );
}

completeDeclarations("dist");
const inlined = await inlinePackages("dist");
const bundled = await bundle({
  entryPoints: ["src/index.ts"],
  outfile: "dist/downhill.browser.js",
  platform: "browser",
  plugins: [namedClasses, onlyParser],
});
await buildCli("dist/cli");
writeComments("dist/cli/comments.json");
await joinTesting("dist");
nameByFolder("dist");
prune("dist");
// The browser's bundle has the packages that src/generated is made from.
writeLicences("dist", [...new Set([...inlined, ...bundled])].sort());
