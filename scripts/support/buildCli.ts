/**
 * @file Bundles the command line with the packages that only it uses: the library then installs without them. Writes
 * `downhill.js` and the worker of `compare`.
 */

import { join } from "node:path";
import type { Plugin } from "esbuild";
import { bundle, writeLicences } from "./bundle.ts";
import { onlyNumbers } from "./onlyNumbers.ts";

// Names that CommonJS packages expect.
const banner = `import { createRequire as requireFrom } from "node:module";
const require = requireFrom(import.meta.url);
const __dirname = import.meta.dirname;`;

/** Leaves the library out of the bundle: the command uses the modules of dist beside it. */
const library: Plugin = {
  name: "library",
  setup(build) {
    build.onResolve({ filter: /^\.\.?\// }, ({ path, resolveDir }) => {
      const here = join(resolveDir, path);
      const [, file] = /\/src\/(?!cli\/|emit\/|export\/)(.*)\.ts$/.exec(here) ?? [];
      return file === undefined ? null : { path: `../${file}.js`, external: true };
    });
  },
};

/** Writes the bundle into a folder. */
export async function buildCli(outdir: string): Promise<void> {
  const packages = await bundle({
    entryPoints: {
      downhill: "src/cli/main.ts",
      compareWorker: "src/cli/compare/worker.ts",
      // Piscina starts the worker.js beside itself.
      worker: "node_modules/piscina/dist/worker.js",
    },
    outdir,
    splitting: true,
    chunkNames: "shared-[hash]",
    platform: "node",
    target: "node20",
    banner: { js: banner },
    // An optional native part of piscina, for priorities of threads, which we do not set.
    external: ["@napi-rs/nice"],
    plugins: [library, onlyNumbers],
  });
  writeLicences(outdir, packages);
}
