import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";

/** The licence of a package: `title` is `ndarray 1.1.1 (MIT)`, `text` its licence file. */
export interface Licence {
  readonly title: string;
  readonly copyright: string;
  readonly text: string;
}

/** Reads the licence of an installed package from its folder. Throws if there is no licence file to ship. */
export function licence(folder: string): Licence {
  const { name, version, license } = JSON.parse(readFileSync(join(folder, "package.json"), "utf8"));
  const file = readdirSync(folder).find((entry) => /^licen[sc]e/i.test(entry));
  if (file === undefined)
    throw new Error(`licence: ${name} must have a licence file, got none in ${folder}; do not bundle it`);
  const text = readFileSync(join(folder, file), "utf8").trim();
  const copyright = /^.*copyright (?:\(c\)|©|\d).*$/im.exec(text)?.[0].trim() ?? "";
  return { title: `${name} ${version} (${license})`, copyright, text };
}
