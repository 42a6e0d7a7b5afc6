/**
 * @file Modules of the compiled library that import a package get its code, since nothing is installed with downhill.
 * A package that several modules import is one shared file.
 */
import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import type { Plugin } from "esbuild";
import ts from "typescript";
import { bundle } from "./bundle.ts";
import { onlyParser } from "./onlyParser.ts";

/** The specifiers of a compiled file that name neither a file nor a module of Node. */
const packageNames = (text: string): string[] =>
  ts
    .preProcessFile(text)
    .importedFiles.map(({ fileName }) => fileName)
    .filter((specifier) => !/^(\.|node:)/.test(specifier));

/** Leaves the other modules of the library out. */
const modules: Plugin = {
  name: "modules",
  setup(builder) {
    builder.onResolve({ filter: /^\.\.?\// }, ({ path, importer, kind }) =>
      kind === "entry-point" || /[\\/]node_modules[\\/]/.test(importer) ? null : { path, external: true },
    );
  },
};

/**
 * Replaces the modules of a folder that import packages, and returns the packages' folders. Throws if a declaration
 * needs a package.
 */
export async function inlinePackages(folder: string): Promise<string[]> {
  const files = readdirSync(folder, { recursive: true, encoding: "utf8" }).map((name) => join(folder, name));
  const using = (end: string): string[] =>
    files.filter((file) => file.endsWith(end) && packageNames(readFileSync(file, "utf8")).length > 0);
  for (const file of using(".d.ts")) {
    const [name] = packageNames(readFileSync(file, "utf8"));
    throw new Error(`build: ${file} must need no package, got "${name}"; write the types of its exports out`);
  }
  const entryPoints = using(".js");
  if (entryPoints.length === 0) return [];
  return bundle({
    entryPoints,
    outdir: folder,
    outbase: folder,
    allowOverwrite: true,
    splitting: true,
    chunkNames: "packages/[name]-[hash]",
    platform: "browser",
    external: ["node:*"],
    plugins: [modules, onlyParser],
  });
}
