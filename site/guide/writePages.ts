import { copyFileSync, mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { sitePath } from "./sitePath.ts";
import { sourcePage } from "./sourcePage.ts";
import { withSiteLinks } from "./withSiteLinks.ts";

/** Writes the pages of the guide into a folder: docs/, and a page for every file that a page links to. */
export function writePages(root: string, folder: string): void {
  rmSync(folder, { recursive: true, force: true });
  const files = readdirSync(join(root, "docs"), { recursive: true, encoding: "utf8" })
    .map((name) => `docs/${name.replaceAll("\\", "/")}`)
    .filter((file) => /\.(md|svg|png)$/.test(file));
  const waiting = new Set(files);
  // A set also yields what is added while it is read.
  for (const file of waiting) {
    if (/\.(svg|png)$/.test(file)) copy(join(root, file), join(folder, file.replace(/^docs\//, "")));
    else
      write(
        join(folder, sitePath(file)),
        pageOf(root, file, (target) => waiting.add(target)),
      );
  }
}

function pageOf(root: string, file: string, visit: (target: string) => void): string {
  const text = readFileSync(join(root, file), "utf8");
  return file.endsWith(".md") ? withSiteLinks(file, text, visit) : sourcePage(file, text);
}

function write(file: string, text: string): void {
  mkdirSync(dirname(file), { recursive: true });
  writeFileSync(file, text);
}

function copy(from: string, to: string): void {
  mkdirSync(dirname(to), { recursive: true });
  copyFileSync(from, to);
}
