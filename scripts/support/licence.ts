import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";

/** The licence of a package: `title` is `ndarray 1.1.1 (MIT)`. */
export interface Licence {
  readonly title: string;
  readonly copyright: string;
  readonly text: string;
}

const root = fileURLToPath(new URL("../..", import.meta.url));

/** Installed files with the words of a licence. */
const standard: Readonly<Record<string, string>> = {
  "Apache-2.0": "node_modules/typescript/LICENSE.txt",
  MIT: "LICENSE",
};

/**
 * Reads the licence of an installed package from its folder. Without a licence file it is put together from the notices
 * in the package's modules and the standard texts. Throws if one of these has no text here.
 */
export function licence(folder: string): Licence {
  const manifest = JSON.parse(readFileSync(join(folder, "package.json"), "utf8"));
  const file = readdirSync(folder).find((entry) => /^licen[sc]e/i.test(entry));
  const text = file === undefined ? assembled(folder, manifest) : readFileSync(join(folder, file), "utf8").trim();
  const copyright = /copyright (?:\(c\)|©|\d).*$/im.exec(text)?.[0].trim() ?? "";
  return { title: `${manifest.name} ${manifest.version} (${manifest.license})`, copyright, text };
}

function assembled(folder: string, { name, license, author }: Record<string, string | { name: string }>): string {
  const files = readdirSync(folder, { recursive: true, encoding: "utf8" });
  const notices = [...new Set(files.flatMap(noticeIn(folder)))].filter(
    (notice, _, all) => !all.some((other) => other !== notice && notice.startsWith(other)),
  );
  const declared = notices.flatMap((notice) => /SPDX-License-Identifier: (\S+)/.exec(notice)?.[1] ?? []);
  const identifiers = new Set([...`${license}`.split(/ AND | OR |[() ]+/).filter(Boolean), ...declared]);
  const owner = typeof author === "object" ? author.name : author;
  const texts = [...identifiers].map((identifier) => {
    if (identifier === "BSD-3-Clause" && notices.some((one) => one.includes("Redistribution and use"))) return "";
    const path = standard[identifier];
    if (path === undefined)
      throw new Error(`licence: ${name} must have a licence file for ${identifier}, got none; do not bundle it`);
    const words = readFileSync(join(root, path), "utf8").trim();
    return identifier === "MIT" ? words.replace(/^Copyright.*$/m, `Copyright (c) ${owner}`) : words;
  });
  return [...notices, ...texts.filter(Boolean)].join("\n\n");
}

/** The first comment of a module, if it speaks of a licence, without its slashes. */
const noticeIn =
  (folder: string) =>
  (file: string): string[] => {
    if (!/\.[cm]?js$/.test(file)) return [];
    const [lines = ""] = /^(?:\/\/.*\n|\n)+/.exec(readFileSync(join(folder, file), "utf8")) ?? [];
    return /licen[sc]e/i.test(lines) ? [lines.replace(/^\/\/ ?/gm, "").trim()] : [];
  };
