import { existsSync, readdirSync, readFileSync } from "node:fs";

/** The text of a file of this package. Both src/cli and dist/cli are two folders below its root. */
export const readSource = (path: string): string => readFileSync(new URL(`../../${path}`, import.meta.url), "utf8");

/** The comments of the sources by file, which the build writes beside dist/cli/downhill.js. */
const extracted = new URL("comments.json", import.meta.url);
let built: Readonly<Record<string, string>> | undefined;

/** Nothing in a checkout, where the sources are read themselves. */
function builtComments(): Readonly<Record<string, string>> {
  built ??= existsSync(extracted) ? (JSON.parse(readFileSync(extracted, "utf8")) as Record<string, string>) : {};
  return built;
}

/** The comments of a source file such as src/optim/rules/adam.ts, between lines of code in a checkout. */
export const readComments = (path: string): string => builtComments()[path] ?? readSource(path);

/** The TypeScript files in a folder of this package and in its subfolders, such as src/autograd/ops. */
export function sourcesIn(folder: string): string[] {
  const known = Object.keys(builtComments()).filter((file) => file.startsWith(`${folder}/`));
  if (known.length > 0) return known;
  return readdirSync(new URL(`../../${folder}`, import.meta.url), { recursive: true, encoding: "utf8" })
    .filter((file) => file.endsWith(".ts"))
    .map((file) => `${folder}/${file.replaceAll("\\", "/")}`)
    .sort();
}
