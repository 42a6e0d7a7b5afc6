import { existsSync, readdirSync, readFileSync, rmSync } from "node:fs";
import { join } from "node:path/posix";

type Exports = Readonly<Record<string, string | null | { readonly types: string }>>;

/** Removes the declarations that no entry of the package names or imports. */
export function pruneDeclarations(folder: string): void {
  const { exports } = JSON.parse(readFileSync("package.json", "utf8")) as { exports: Exports };
  const files = readdirSync(folder, { recursive: true, encoding: "utf8" })
    .map((file) => join(folder, file.replaceAll("\\", "/")))
    .filter((file) => file.endsWith(".d.ts"));
  const entries = Object.values(exports).flatMap((target) =>
    typeof target === "object" && target !== null ? [pattern(target.types)] : [],
  );
  const kept = new Set<string>();
  const keep = (file: string): void => {
    if (kept.has(file) || !existsSync(file)) return;
    kept.add(file);
    const imports = readFileSync(file, "utf8").matchAll(/(?:from |import\()"(\.[^"]+)\.js"/g);
    for (const [, path] of imports) keep(join(file, "..", `${path}.d.ts`));
  };
  for (const file of files) {
    if (!file.includes("/support/") && entries.some((entry) => entry.test(`./${file}`))) keep(file);
  }
  for (const file of files) if (!kept.has(file)) rmSync(file);
}

/** An asterisk in `exports` stands for folders too. */
const pattern = (target: string): RegExp => new RegExp(`^${target.replaceAll(".", "\\.").replace("*", ".*")}$`);
