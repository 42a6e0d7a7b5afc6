import { existsSync, readdirSync, readFileSync } from "node:fs";

/** A file of this package. Both src/cli and dist/cli are two folders below its root. */
const fileOf = (path: string): URL => new URL(`../../${path}`, import.meta.url);

/** The text of a file of this package. */
export const readSource = (path: string): string => readFileSync(fileOf(path), "utf8");

/** The comments of variants by source file, which the build writes beside dist/cli/downhill.js. */
const extracted = new URL("comments.json", import.meta.url);
let variants: Readonly<Record<string, string>> | null | undefined;

/** Null in a checkout, where the sources are read themselves. */
function variantComments(): Readonly<Record<string, string>> | null {
  variants ??= existsSync(extracted) ? (JSON.parse(readFileSync(extracted, "utf8")) as Record<string, string>) : null;
  return variants;
}

const declared = (path: string): string => path.replace(/^src\/(.*)\.ts$/, "dist/$1.d.ts");

/**
 * The comments of a source file such as src/optim/rules/adam.ts, with the lines that begin exports and variants. The
 * package has them in declarations, except those of variants.
 */
export function readComments(path: string): string {
  const comments = variantComments();
  if (comments === null) return readSource(path);
  const declarations = readSource(declared(path));
  return path.startsWith("src/optim/") ? withVariants(declarations, comments[path]) : declarations;
}

/** A declaration up to the line of its export, as in the source, then the comments of its variants. */
export function withVariants(declarations: string, comments = ""): string {
  const [above = ""] = /^[\s\S]*?^export declare (?:const|function) .*$/m.exec(declarations) ?? [];
  return `${above.replace(/^export declare /gm, "export ")}\n${comments}`;
}

/** The TypeScript files in a folder of this package and in its subfolders, such as src/autograd/ops. */
export function sourcesIn(folder: string): string[] {
  const [where, end] = variantComments() === null ? [folder, ".ts"] : [folder.replace(/^src/, "dist"), ".d.ts"];
  return readdirSync(fileOf(where), { recursive: true, encoding: "utf8" })
    .filter((file) => file.endsWith(end))
    .map((file) => `${folder}/${file.replaceAll("\\", "/").slice(0, -end.length)}.ts`)
    .sort();
}
