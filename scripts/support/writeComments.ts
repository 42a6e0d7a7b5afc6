import { readdirSync, readFileSync, writeFileSync } from "node:fs";
import { commentsOf } from "../../src/cli/commentsOf.ts";

/** Writes the comments of variants, which the command reads, by source file. */
export function writeComments(to: string): void {
  const comments: Record<string, string> = {};
  for (const folder of ["src/optim/rules", "src/optim/wrappers"]) {
    for (const file of readdirSync(folder, { recursive: true, encoding: "utf8" }).sort()) {
      if (!file.endsWith(".ts")) continue;
      const path = `${folder}/${file.replaceAll("\\", "/")}`;
      const found = commentsOf(readFileSync(path, "utf8"));
      if (found !== "") comments[path] = found;
    }
  }
  writeFileSync(to, JSON.stringify(comments));
}
