/** @file The package in bundlers without settings; what they make runs in Node. */
import { writeFileSync } from "node:fs";
import { createRequire } from "node:module";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import { build } from "esbuild";
import type { Trial } from "./matrix.ts";
import type { Place } from "./place.ts";

/** Each bundler makes OUT.mjs of everywhere.js, which then runs. */
export function bundlerTrials({ folder, run }: Place): Trial[] {
  const { resolve } = createRequire(join(folder, "package.json"));
  const load = async (name: string) => await import(pathToFileURL(resolve(name)).href);
  const entry = join(folder, "everywhere.js");
  const runs = (file: string): void => {
    if (!run(process.execPath, file).includes("fitted")) throw new Error("the bundle does not train");
  };
  return [
    {
      group: "Bundlers",
      what: "esbuild",
      run: async () => {
        const outfile = join(folder, "esbuild.mjs");
        await build({
          entryPoints: [entry],
          outfile,
          bundle: true,
          platform: "browser",
          format: "esm",
          logLevel: "error",
        });
        runs(outfile);
      },
    },
    {
      group: "Bundlers",
      what: "Rollup with a resolver",
      run: async () => {
        const { rollup } = await load("rollup");
        const plugin = { name: "resolve", resolveId: (id: string) => (id === "downhill" ? library : null) };
        const library = join(folder, "node_modules/downhill/dist/index.js");
        const bundle = await rollup({ input: entry, plugins: [plugin], onLog: () => {} });
        await bundle.write({ file: join(folder, "rollup.mjs"), format: "es" });
        runs("rollup.mjs");
      },
    },
    {
      group: "Bundlers",
      what: "webpack",
      run: async () => {
        const { default: webpack } = await load("webpack");
        const output = { path: folder, filename: "webpack.cjs" };
        await new Promise<void>((done, fail) =>
          webpack({ mode: "production", entry, output, target: "web" }, (error: Error | null, stats: WebpackStats) => {
            if (error || stats.hasErrors()) fail(error ?? new Error(stats.toString()));
            else done();
          }),
        );
        runs("webpack.cjs");
      },
    },
    {
      group: "Bundlers",
      what: "Vite build",
      run: async () => {
        const vite = await load("vite");
        const lib = { entry, formats: ["es"], fileName: "vite" };
        await vite.build({ root: folder, logLevel: "error", build: { lib, outDir: "vite", emptyOutDir: true } });
        writeFileSync(join(folder, "vite/run.mjs"), 'import "./vite.js";');
        runs("vite/run.mjs");
      },
    },
  ];
}

interface WebpackStats {
  hasErrors(): boolean;
  toString(): string;
}
