import { existsSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path/posix";

type Exports = Readonly<Record<string, string | Readonly<Record<string, string>>>>;

/**
 * Removes the modules and declarations that no entry of the package reaches. Removes the comments of declarations that
 * no entry exports, since no editor shows them.
 */
export function prune(folder: string): void {
  const { exports } = JSON.parse(readFileSync("package.json", "utf8")) as { exports: Exports };
  const targets = Object.values(exports).flatMap((target) =>
    typeof target === "string" ? target : Object.values(target),
  );
  const files = readdirSync(folder, { recursive: true, encoding: "utf8" }).map((file) =>
    join(folder, file.replaceAll("\\", "/")),
  );
  const entries = files.filter((file) => targets.some((target) => matches(file, target)) || file.includes("/cli/"));
  const modules = reached(entries, /(["'])(\.[^"'\n]+\.m?js)\1/g);
  const declarations = entries.filter((file) => file.endsWith(".d.ts"));
  const kept = reached(declarations, /(from |import\()"(\.[^"]+\.js)"/g);
  const exported = reached(declarations, /(export) [^;]*? from "(\.[^"]+\.js)"/g);
  for (const file of files) {
    if (!(/\.js$/.test(file) ? modules : kept).has(file) && /\.(js|d\.ts)$/.test(file)) rmSync(file);
    else if (file.endsWith(".d.ts") && !exported.has(file))
      writeFileSync(file, readFileSync(file, "utf8").replace(/^ *\/\*\*(?:(?!\*\/)[\s\S])*\*\/\n/gm, ""));
  }
}

/** Tells whether a target of `exports`, as ./dist/optim.rules.*.js, names a file or all of a folder. */
function matches(file: string, target: string): boolean {
  const [start, end] = join(target).split("*");
  return end === undefined
    ? file === start
    : file.startsWith(start) && file.endsWith(end) && !/[./]/.test(file.slice(start.length, -end.length));
}

/** The files that some others name in such a statement, directly or through others. */
function reached(entries: readonly string[], statement: RegExp): Set<string> {
  const found = new Set<string>();
  const visit = (file: string): void => {
    if (found.has(file) || !existsSync(file)) return;
    found.add(file);
    const end = file.endsWith(".d.ts") ? ".d.ts" : ".js";
    for (const [, , path] of readFileSync(file, "utf8").matchAll(statement))
      visit(join(file, "..", path.replace(/\.js$/, end)));
  };
  for (const entry of entries) visit(entry);
  return found;
}
