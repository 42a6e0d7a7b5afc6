import { readdirSync, readFileSync } from "node:fs";

/**
 * The text of a source file of this package, such as src/optim/rules/adam.ts. The package holds its sources beside the
 * build; both src/cli and dist/cli are two folders below its root.
 */
export const readSource = (path: string): string => readFileSync(new URL(`../../${path}`, import.meta.url), "utf8");

/** The TypeScript files in a folder of this package and in its subfolders, such as src/autograd/ops. */
export const sourcesIn = (folder: string): string[] =>
  readdirSync(new URL(`../../${folder}`, import.meta.url), { recursive: true, encoding: "utf8" })
    .filter((file) => file.endsWith(".ts"))
    .sort()
    .map((file) => `${folder}/${file}`);
