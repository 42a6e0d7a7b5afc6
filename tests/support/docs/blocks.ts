/** @file The fenced code blocks of README.md, CONTRIBUTING.md and docs/**, for the tests that run them. */
import { readdirSync, readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";

export const root = fileURLToPath(new URL("../../..", import.meta.url));

/** One fenced block: ```language mark, such as ```ts from=src/nn/layers/linear.ts. */
export interface Block {
  readonly page: string;
  readonly line: number;
  readonly language: string;
  /** "" for a program, "from=FILE" for an excerpt of a file, "file=FILE" for a file that the reader writes. */
  readonly mark: string;
  readonly code: string;
  /** The code of the ```text block that follows with nothing but blank lines between; undefined without one. */
  readonly prints?: string;
}

export const readPage = (page: string): string => readFileSync(root + page, "utf8");

/** Every page, by its path from the project's root. */
export const pages: readonly string[] = [
  "README.md",
  "CONTRIBUTING.md",
  "CHANGELOG.md",
  ...readdirSync(`${root}docs`, { recursive: true, encoding: "utf8" })
    .filter((file) => file.endsWith(".md"))
    .map((file) => `docs/${file.replaceAll("\\", "/")}`)
    .sort(),
];

const fence = /^```(\S*)(?: (\S+))?\n(.*?)^```$/gms;

/** The blocks of a page in order. Output blocks are part of the block before them. */
export function blocksOf(page: string): Block[] {
  const text = readPage(page);
  const found = [...text.matchAll(fence)];
  return found.flatMap((match, i) => {
    const [whole, language, mark = "", code] = match;
    if (language === "text") return [];
    const next = found[i + 1];
    const end = match.index + whole.length;
    const follows = next?.[1] === "text" && text.slice(end, next.index).trim() === "";
    const line = text.slice(0, match.index).split("\n").length;
    return [{ page, line, language, mark, code, ...(follows && { prints: next[3] }) }];
  });
}

/** The file that a mark names: "from=src/a.ts" names src/a.ts. */
export const fileOf = ({ mark }: Block): string => mark.slice(mark.indexOf("=") + 1);

/**
 * Applies one hunk: lines with "-" or " " must occur in the text once, in a row; lines with "+" or " " replace them.
 * Throws unless they do.
 */
export function applyDiff(text: string, diff: string, file: string): string {
  const lines = diff.trimEnd().split("\n");
  const side = (sign: string): string =>
    lines
      .filter((line) => line === "" || line[0] === " " || line[0] === sign)
      .map((line) => `${line.slice(1)}\n`)
      .join("");
  const before = side("-");
  const at = text.indexOf(before);
  if (before.trim() === "" || at < 0) throw new Error(`${file} has no lines in a row that read:\n${before}`);
  if (text.indexOf(before, at + 1) >= 0) throw new Error(`${file} has these lines twice:\n${before}`);
  return text.slice(0, at) + side("+") + text.slice(at + before.length);
}
