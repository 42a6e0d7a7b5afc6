import { existsSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path/posix";

type Exports = Readonly<Record<string, string | null | { readonly types: string }>>;

/**
 * Removes the declarations that no entry of the package reaches, and the comments of those that no entry exports: no
 * editor shows them.
 */
export function pruneDeclarations(folder: string): void {
  const { exports } = JSON.parse(readFileSync("package.json", "utf8")) as { exports: Exports };
  const entries = Object.values(exports).flatMap((target) =>
    target === null || typeof target === "string" ? [] : [join(target.types)],
  );
  const kept = reached(entries, /(?:from |import\()"(\.[^"]+)\.js"/g);
  const exported = reached(entries, /export [^;]*? from "(\.[^"]+)\.js"/g);
  for (const file of readdirSync(folder, { recursive: true, encoding: "utf8" })) {
    const path = join(folder, file.replaceAll("\\", "/"));
    if (!path.endsWith(".d.ts")) continue;
    if (!kept.has(path)) rmSync(path);
    else if (!exported.has(path))
      writeFileSync(path, readFileSync(path, "utf8").replace(/^ *\/\*\*(?:(?!\*\/)[\s\S])*\*\/\n/gm, ""));
  }
}

/** The declarations that some others name in such a statement, directly or through others. */
function reached(entries: readonly string[], statement: RegExp): Set<string> {
  const found = new Set<string>();
  const visit = (file: string): void => {
    if (found.has(file) || !existsSync(file)) return;
    found.add(file);
    for (const [, path] of readFileSync(file, "utf8").matchAll(statement)) visit(join(file, "..", `${path}.d.ts`));
  };
  for (const entry of entries) visit(entry);
  return found;
}
