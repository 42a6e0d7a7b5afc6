/** @file The package in bundlers without settings; their bundles run in Node. */
import { writeFileSync } from "node:fs";
import { createRequire } from "node:module";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import { build } from "esbuild";
import type { Trial } from "./matrix.ts";
import type { Place } from "./place.ts";

interface Bundling {
  folder: string;
  entry: string;
  load: ReturnType<typeof loaderFrom>;
}

/** Imports a package by the name under which the folder has it. */
function loaderFrom(folder: string) {
  const { resolve } = createRequire(join(folder, "package.json"));
  return async (name: string) => await import(pathToFileURL(resolve(name)).href);
}

/** Each bundles `entry` and returns the file to run. */
const bundlers: readonly { what: string; bundle(bundling: Bundling): Promise<string> }[] = [
  { what: "esbuild", bundle: byEsbuild },
  { what: "Rollup with a resolver", bundle: byRollup },
  { what: "webpack", bundle: byWebpack },
  { what: "Vite build", bundle: byVite },
];

/** Trials that bundle everywhere.js and run the bundle. */
export function bundlerTrials({ folder, run }: Place): Trial[] {
  const bundling = { folder, entry: join(folder, "everywhere.js"), load: loaderFrom(folder) };
  return bundlers.map(({ what, bundle }) => ({
    group: "Bundlers",
    what,
    run: async () => {
      const file = await bundle(bundling);
      if (!run(process.execPath, file).includes("fitted")) throw new Error("the bundle does not train");
    },
  }));
}

async function byEsbuild({ folder, entry }: Bundling): Promise<string> {
  const outfile = join(folder, "esbuild.mjs");
  const options = { bundle: true, platform: "browser", format: "esm", logLevel: "error" } as const;
  await build({ ...options, entryPoints: [entry], outfile });
  return outfile;
}

async function byRollup({ folder, entry, load }: Bundling): Promise<string> {
  const { rollup } = await load("rollup");
  const library = join(folder, "node_modules/downhill/dist/index.js");
  const plugin = { name: "resolve", resolveId: (id: string) => (id === "downhill" ? library : null) };
  const bundle = await rollup({ input: entry, plugins: [plugin], onLog: () => {} });
  await bundle.write({ file: join(folder, "rollup.mjs"), format: "es" });
  return "rollup.mjs";
}

async function byWebpack({ folder, entry, load }: Bundling): Promise<string> {
  const { default: webpack } = await load("webpack");
  const output = { path: folder, filename: "webpack.cjs" };
  await new Promise<void>((done, fail) =>
    webpack({ mode: "production", entry, output, target: "web" }, (error: Error | null, stats: WebpackStats) => {
      if (error || stats.hasErrors()) fail(error ?? new Error(stats.toString()));
      else done();
    }),
  );
  return "webpack.cjs";
}

async function byVite({ folder, entry, load }: Bundling): Promise<string> {
  const vite = await load("vite");
  const lib = { entry, formats: ["es"], fileName: "vite" };
  await vite.build({ root: folder, logLevel: "error", build: { lib, outDir: "vite", emptyOutDir: true } });
  writeFileSync(join(folder, "vite/run.mjs"), 'import "./vite.js";');
  return "vite/run.mjs";
}

interface WebpackStats {
  hasErrors(): boolean;
  toString(): string;
}
