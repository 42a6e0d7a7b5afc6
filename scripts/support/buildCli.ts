/**
 * @file Bundles the command line with the packages that only it uses: the library then installs without them. Writes
 * `downhill.js`, the worker of `compare`, and the licences of the bundled packages.
 */

import { readdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { build, type Plugin } from "esbuild";

const root = fileURLToPath(new URL("../..", import.meta.url));

// Names that CommonJS packages expect.
const banner = `import { createRequire as requireFrom } from "node:module";
const require = requireFrom(import.meta.url);
const __dirname = import.meta.dirname;`;

/** Leaves the library out of the bundle: the command uses the modules of dist beside it. */
const library: Plugin = {
  name: "library",
  setup(build) {
    build.onResolve({ filter: /^\.\.?\// }, ({ path, resolveDir }) => {
      const [, file] = /\/src\/(?!cli\/|testing\/|generated\/traces\/)(.*)\.ts$/.exec(join(resolveDir, path)) ?? [];
      return file === undefined ? null : { path: `../${file}.js`, external: true };
    });
  },
};

/** Writes the bundle into a folder. */
export async function buildCli(outdir: string): Promise<void> {
  const { metafile } = await build({
    absWorkingDir: root,
    entryPoints: {
      downhill: "src/cli/main.ts",
      compareWorker: "src/cli/compare/worker.ts",
      // Piscina starts the worker.js beside itself.
      worker: "node_modules/piscina/dist/worker.js",
    },
    outdir,
    bundle: true,
    splitting: true,
    minify: true,
    chunkNames: "shared-[hash]",
    platform: "node",
    format: "esm",
    target: "node20",
    banner: { js: banner },
    // An optional native part of piscina, for priorities of threads, which we do not set.
    external: ["@napi-rs/nice"],
    plugins: [library],
    metafile: true,
    logLevel: "warning",
  });
  const packages = new Set(
    Object.keys(metafile.inputs).flatMap(
      (file) => /(?:^|\/)node_modules\/((?:@[^/]+\/)?[^/]+)\//.exec(file)?.[1] ?? [],
    ),
  );
  writeFileSync(join(outdir, "LICENSES.txt"), [...packages].sort().map(licence).join("\n"));
}

function licence(name: string): string {
  const folder = join(root, "node_modules", name);
  const { version, license } = JSON.parse(readFileSync(join(folder, "package.json"), "utf8"));
  const file = readdirSync(folder).find((entry) => /^licen[sc]e/i.test(entry));
  const text = file === undefined ? "" : readFileSync(join(folder, file), "utf8");
  return `${name} ${version} (${license})\n\n${text}`;
}
