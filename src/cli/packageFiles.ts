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

/** dist is one folder, with the paths of src in the names of its files. */
const nameOf = (path: string): string => path.replace(/^src\//, "").replaceAll("/", ".");
const declared = (path: string): string => `dist/${nameOf(path).replace(/\.ts$/, ".d.ts")}`;

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
  if (variantComments() === null)
    return readdirSync(fileOf(folder), { recursive: true, encoding: "utf8" })
      .filter((file) => file.endsWith(".ts"))
      .map((file) => `${folder}/${file.replaceAll("\\", "/")}`)
      .sort();
  const start = `${nameOf(folder)}.`;
  return readdirSync(fileOf("dist"))
    .filter((file) => file.startsWith(start) && file.endsWith(".d.ts"))
    .map((file) => `src/${file.slice(0, -".d.ts".length).replaceAll(".", "/")}.ts`)
    .sort();
}
