/** @file Reads the comment of an export from the file of its name. */
import { readdirSync, readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";

export const root = fileURLToPath(new URL("../..", import.meta.url));

const files: readonly { readonly file: string; readonly text: string }[] = readdirSync(`${root}src`, {
  recursive: true,
  encoding: "utf8",
})
  .map((file) => `src/${file.replaceAll("\\", "/")}`)
  .filter(
    (file) =>
      file.endsWith(".ts") &&
      !/^src\/(cli|export|generated|testing\/(?:claims|support|\w+\/support)|kernels\/\w+)\/|\.generated\./.test(file),
  )
  .sort((a, b) => Number(a.startsWith("src/kernels/")) - Number(b.startsWith("src/kernels/")) || (a < b ? -1 : 1))
  .map((file) => ({ file, text: readFileSync(root + file, "utf8") }));

const declaration = (name: string): RegExp =>
  new RegExp(
    `^(?:/\\* @__NO_SIDE_EFFECTS__ \\*/ )?export (?:(?:abstract )?(?:async )?(?:const|let|function\\*?|class)|\\* as) ${name}\\b`,
    "m",
  );

/**
 * The file that declares an export, and the lines of the comment before it. Prefers the file of its name, kernels last.
 */
export function readComment(name: string): { file: string; lines: string[] } {
  const named = (file: string): boolean => file.toLowerCase().endsWith(`/${name.toLowerCase()}.ts`);
  const places = files.filter(({ text }) => declaration(name).test(text));
  const place = places.find(({ file }) => named(file)) ?? places[0];
  if (place === undefined) throw new Error(`${name}: no file declares it`);
  const before = place.text.slice(0, place.text.search(declaration(name)));
  const comment = before.slice(before.lastIndexOf("/**") + 3).replace(/\*\/\s*$/, "");
  return { file: place.file, lines: comment.split("\n").map((line) => line.replace(/^ \* ?/, "").trimEnd()) };
}

/** The first sentence of a comment: up to its full stop or a wide gap. */
export function firstSentence(name: string): string {
  const { lines } = readComment(name);
  const start = lines.findIndex((line) => line.trim() !== "");
  const end = lines.findIndex((line, i) => i > start && (line === "" || line.startsWith("    ")));
  const paragraph = lines.slice(start, end < 0 ? undefined : end).join(" ");
  const [sentence] = paragraph.trim().split(/ {4,}|(?<=\.) (?=[A-Z`])(?<!et al\. )|@example/);
  return cell(sentence.trim().replace(/[.:]$/, ""));
}

/** Text that may stand in a cell of a table. */
export const cell = (text: string): string => text.replace(/(?<!\\)\|/g, "\\|").replace(/\s+/g, " ");

export const table = (head: readonly string[], rows: readonly (readonly (string | number)[])[]): string =>
  [head, head.map(() => "---"), ...rows].map((row) => `| ${row.join(" | ")} |`).join("\n");

export const byName = <T>(entries: Readonly<Record<string, T>>): [string, T][] =>
  Object.entries(entries).sort(([a], [b]) => (a < b ? -1 : 1));
