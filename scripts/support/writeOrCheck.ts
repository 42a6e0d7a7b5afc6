import { existsSync, mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { dirname } from "node:path";
import { fileURLToPath } from "node:url";

const root = fileURLToPath(new URL("../..", import.meta.url));

/**
 * Writes generated files, given by their path from the project's root, and removes every other file of `folders`. With
 * `--check` on the command line it writes nothing: it prints the files that would change and exits with 1 if there are
 * any.
 */
export function writeOrCheck(files: Readonly<Record<string, string>>, folders: readonly string[] = []): void {
  const stale = folders
    .filter((folder) => existsSync(root + folder))
    .flatMap((folder) => readdirSync(root + folder).map((file) => `${folder}/${file}`))
    .filter((file) => !(file in files));
  const changed = Object.keys(files).filter((file) => !isCurrent(file, files[file]));
  if (process.argv.includes("--check")) {
    for (const file of changed) console.log(`${file} is out of date`);
    for (const file of stale) console.log(`${file} is not generated any more`);
    if (changed.length + stale.length > 0) process.exitCode = 1;
    return;
  }
  for (const file of stale) rmSync(root + file);
  for (const file of changed) {
    mkdirSync(dirname(root + file), { recursive: true });
    writeFileSync(root + file, files[file]);
  }
}

const isCurrent = (file: string, text: string): boolean =>
  existsSync(root + file) && readFileSync(root + file, "utf8") === text;
