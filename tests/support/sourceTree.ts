/** @file The files under src, what they import, and what an import of them loads. */
import { readdirSync, readFileSync } from "node:fs";
import { dirname, join, normalize, relative } from "node:path";
import { fileURLToPath } from "node:url";

export const root = fileURLToPath(new URL("../..", import.meta.url));
const src = join(root, "src");

/** All but generated files and sources of AssemblyScript. */
export const files = readdirSync(src, { recursive: true, encoding: "utf8" })
  .filter((file) => file.endsWith(".ts") && !/\.generated\.ts$|^generated\//.test(file) && !file.includes("assembly"))
  .map((file) => file.replaceAll("\\", "/"))
  .sort();

export const read = (file: string): string => readFileSync(join(src, file), "utf8");

/** The files under src that a file imports; types too unless `valuesOnly`. */
export function imports(file: string, valuesOnly = false): string[] {
  const statements = read(file).matchAll(/^(?:import|export)\s(type\s)?[^;]*?from\s+"([^"]+)"/gm);
  return [...statements]
    .filter(([, type, to]) => to.startsWith(".") && !(valuesOnly && type))
    .map(([, , to]) => relative(src, normalize(join(src, dirname(file), to))).replaceAll("\\", "/"));
}

/** The files that importing these loads. */
export function loadedBy(...entries: readonly string[]): Set<string> {
  const seen = new Set<string>();
  const visit = (file: string): void => {
    if (seen.has(file)) return;
    seen.add(file);
    for (const to of imports(file, true)) visit(to);
  };
  entries.forEach(visit);
  return seen;
}

/** The TypeScript files of every folder, with their texts. */
export const everything = ["src", "tests", "scripts", "site", "bench", "examples"].flatMap((folder) =>
  readdirSync(join(root, folder), { recursive: true, encoding: "utf8" })
    .map((file) => `${folder}/${file.replaceAll("\\", "/")}`)
    .filter((file) => file.endsWith(".ts") && !/node_modules|\/dist\/|src\/generated|\.generated\./.test(file))
    .map((file) => ({ file, text: readFileSync(join(root, file), "utf8") })),
);
