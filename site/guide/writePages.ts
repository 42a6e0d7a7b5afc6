import { copyFileSync, mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { basename, dirname, join } from "node:path";
import { homePage } from "./homePage.ts";
import { inlineHtml } from "./html.ts";
import { listPage } from "./rules/listPage.ts";
import { rulePage } from "./rules/rulePage.ts";
import { subjects } from "./rules/subjects.ts";
import { schedulePage } from "./schedules/schedulePage.ts";
import { sitePath } from "./sitePath.ts";
import { ideaOf } from "./source/ideaOf.ts";
import { proseAbove } from "./source/proseAbove.ts";
import { sourcePage } from "./sourcePage.ts";
import { withSiteLinks } from "./withSiteLinks.ts";

/** Writes the pages of the guide into a folder: docs/, and a page for every file that a page links to. */
export function writePages(root: string, folder: string): void {
  rmSync(folder, { recursive: true, force: true });
  const files = readdirSync(join(root, "docs"), { recursive: true, encoding: "utf8" })
    .map((name) => `docs/${name.replaceAll("\\", "/")}`)
    .filter((file) => /\.(md|svg|png)$/.test(file));
  for (const { file } of subjects) files.push(file);
  files.push(...schedulesIn(root));
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
  writeLists(root, folder);
}

/** The indexes of wrappers and schedules. That of the rules is a gallery. */
function writeLists(root: string, folder: string): void {
  const ideas = (files: readonly string[]): Record<string, string> =>
    Object.fromEntries(
      files.map((file) => {
        const name = basename(file, ".ts");
        return [name, inlineHtml(ideaOf(proseAbove(readFileSync(join(root, file), "utf8"), name)))];
      }),
    );
  const wrapperFiles = subjects.filter(({ isWrapper }) => isWrapper).map(({ file }) => file);
  const wraps =
    "Wrappers apply to any rule and can be nested. [Rules and wrappers](../reference/rules.md) has them in one table.";
  const values =
    "A schedule is a function of the step; newBob and reduceOnPlateau react to a metric. [Schedules](../reference/schedules.md) has them in one table, with their curves.";
  write(join(folder, "wrappers/index.md"), listPage("Wrappers", wraps, ideas(wrapperFiles)));
  write(join(folder, "schedules/index.md"), listPage("Schedules", values, ideas(schedulesIn(root).sort())));
}

function pageOf(root: string, file: string, visit: (target: string) => void): string {
  const text = readFileSync(join(root, file), "utf8");
  if (file === "docs/README.md") return homePage(withSiteLinks(file, text, visit), descriptionOf(root));
  if (file.endsWith(".md")) return withSiteLinks(file, text, visit);
  const subject = subjects.find((one) => one.file === file);
  if (subject !== undefined) return rulePage(subject, text);
  const path = sitePath(file);
  return path.startsWith("schedules/") ? schedulePage(basename(path, ".md"), file, text) : sourcePage(file, text);
}

/** The sentence of the package. */
const descriptionOf = (root: string): string =>
  JSON.parse(readFileSync(join(root, "package.json"), "utf8")).description;

/** The files of the schedules. */
const schedulesIn = (root: string): string[] =>
  readdirSync(join(root, "src/schedules"), { recursive: true, encoding: "utf8" })
    .map((name) => `src/schedules/${name.replaceAll("\\", "/")}`)
    .filter((file) => sitePath(file).startsWith("schedules/"));

function write(file: string, text: string): void {
  mkdirSync(dirname(file), { recursive: true });
  writeFileSync(file, text);
}

function copy(from: string, to: string): void {
  mkdirSync(dirname(to), { recursive: true });
  copyFileSync(from, to);
}
