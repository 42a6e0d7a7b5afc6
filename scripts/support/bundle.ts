import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { type BuildOptions, build } from "esbuild";
import { licence } from "./licence.ts";
import { filesIn, packagesIn } from "./packagesIn.ts";

const root = fileURLToPath(new URL("../..", import.meta.url));

/**
 * Bundles with esbuild. Starts every output that has packages with a comment that names them. Returns the folders of
 * these packages, for `writeLicences`.
 */
export async function bundle(options: BuildOptions): Promise<string[]> {
  const { metafile } = await build({
    absWorkingDir: root,
    bundle: true,
    minify: true,
    format: "esm",
    target: "es2022",
    legalComments: "none",
    // publint takes a minified module that holds a CommonJS package for CommonJS, unless a line starts with export.
    footer: { js: "export {};" },
    logLevel: "warning",
    ...options,
    metafile: true,
  });
  for (const [file, output] of Object.entries(metafile.outputs)) {
    const packages = packagesIn(filesIn(output));
    if (packages.length === 0) continue;
    const path = join(root, file);
    writeFileSync(path, withNotice(readFileSync(path, "utf8"), packages));
  }
  return packagesIn(Object.values(metafile.outputs).flatMap(filesIn));
}

/** Writes the licences of packages, given by their folders from the project's root, as LICENSES.txt into a folder. */
export function writeLicences(folder: string, packages: readonly string[]): void {
  const texts = packages.map((one) => licence(join(root, one))).map(({ title, text }) => `${title}\n\n${text}\n`);
  writeFileSync(join(folder, "LICENSES.txt"), texts.join("\n"));
}

/** A first line `#!/usr/bin/env node` stays first. */
function withNotice(code: string, packages: readonly string[]): string {
  const own = licence(root);
  const lines = [own, ...packages.map((one) => licence(join(root, one)))].map(
    ({ title, copyright }) => ` * ${title} ${copyright}`,
  );
  const notice = `/*!\n${lines.join("\n")}\n * Full texts: LICENSE of the package, and LICENSES.txt beside this file.\n */\n`;
  return code.replace(/^(#!.*\n)?/, (start) => start + notice);
}
