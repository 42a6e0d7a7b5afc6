import { readdirSync, readFileSync, renameSync, writeFileSync } from "node:fs";
import { join } from "node:path";

/**
 * Renames the modules of a folder, apart from its index, to `.mjs`. npm packs files by extension and name. Data between
 * the modules of every rule hides from gzip what those have in common: 15 kB.
 */
export function setApart(folder: string): void {
  for (const file of readdirSync(folder)) {
    if (!file.endsWith(".js") || file === "index.js") continue;
    renameSync(join(folder, file), join(folder, file.replace(/js$/, "mjs")));
  }
  const index = join(folder, "index.js");
  writeFileSync(index, readFileSync(index, "utf8").replace(/("\.\/\w+\.)js"/g, '$1mjs"'));
}
