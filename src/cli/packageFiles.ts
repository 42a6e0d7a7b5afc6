import { readFileSync } from "node:fs";

/**
 * The text of a source file of this package, such as src/optim/adam.ts. The package holds its sources beside the build;
 * both src/cli and dist/cli lie two folders below its root.
 */
export const readSource = (path: string): string => readFileSync(new URL(`../../${path}`, import.meta.url), "utf8");
