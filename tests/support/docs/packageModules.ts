import { join } from "node:path";
import { build, transformSync } from "esbuild";
import { root } from "./blocks.ts";

/** Bundles the entries that programs of the documentation import. Once, so that each starts in a tenth of a second. */
export const bundlePackage = (folder: string) =>
  build({
    entryPoints: {
      index: join(root, "src/index.ts"),
      node: join(root, "src/node.ts"),
      testing: join(root, "src/testing/index.ts"),
    },
    outdir: folder,
    outExtension: { ".js": ".mjs" },
    bundle: true,
    splitting: true,
    format: "esm",
    platform: "node",
  });

/** Returns a program without types that imports the bundles from `folder`, as seen from the program. */
export function withPackage(code: string, folder: string): string {
  const here = code.replace(/from "downhill(?:\/(\w+))?"/g, (_, entry = "index") => `from "${folder}/${entry}.mjs"`);
  return transformSync(here, { loader: "ts", format: "esm" }).code;
}
