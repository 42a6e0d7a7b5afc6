import { copyFileSync, mkdirSync, symlinkSync, writeFileSync } from "node:fs";
import { delimiter, join } from "node:path";
import { build } from "esbuild";
import { root } from "./docs/blocks.ts";

/**
 * Makes the command `downhill` in a folder; returns a PATH that starts with it. It is bundled, so that each call starts
 * in a fifth of a second.
 */
export async function downhillOnPath(folder: string): Promise<string> {
  await build({
    entryPoints: { downhill: join(root, "src/cli/main.ts"), compareWorker: join(root, "src/cli/compare/worker.ts") },
    outdir: join(folder, "dist/cli"),
    bundle: true,
    splitting: true,
    packages: "external",
    format: "esm",
    platform: "node",
    target: "node20",
  });
  copyFileSync(join(root, "package.json"), join(folder, "package.json"));
  symlinkSync(join(root, "node_modules"), join(folder, "node_modules"));
  const bin = join(folder, "bin");
  mkdirSync(bin);
  const script = `#!/bin/sh\nexec "${process.execPath}" "${join(folder, "dist/cli/downhill.js")}" "$@"\n`;
  writeFileSync(join(bin, "downhill"), script, { mode: 0o755 });
  return `${bin}${delimiter}${process.env.PATH}`;
}
