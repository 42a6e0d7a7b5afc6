import { fileURLToPath } from "node:url";
import { build } from "esbuild";

const root = fileURLToPath(new URL("../..", import.meta.url));

/** Writes the library and the worker that runs programs into a folder, as modules for a page. */
export async function buildTryIt(folder: string): Promise<void> {
  await build({
    entryPoints: {
      index: `${root}src/index.ts`,
      testing: `${root}src/testing/index.ts`,
      worker: `${root}site/tryIt/worker.ts`,
    },
    outdir: folder,
    bundle: true,
    splitting: true,
    // Names of classes and functions are part of what programs print.
    minifyWhitespace: true,
    minifySyntax: true,
    format: "esm",
    target: "es2022",
    charset: "utf8",
    logLevel: "warning",
  });
}
