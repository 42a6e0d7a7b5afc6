import { readFileSync, writeFileSync } from "node:fs";
import { fileURLToPath } from "node:url";

const root = fileURLToPath(new URL("../..", import.meta.url));

/**
 * Writes generated files, given by their path from the project's root. With `--check` on the command line it writes
 * nothing: it prints the files that would change and exits with 1 if there are any.
 */
export function writeOrCheck(files: Readonly<Record<string, string>>): void {
  if (!process.argv.includes("--check")) {
    for (const [file, text] of Object.entries(files)) writeFileSync(root + file, text);
    return;
  }
  for (const [file, text] of Object.entries(files)) {
    if (readFileSync(root + file, "utf8") === text) continue;
    console.log(`${file} is out of date`);
    process.exitCode = 1;
  }
}
