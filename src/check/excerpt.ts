/** @file Text from files and flags, made safe for an error message: short, on one line, harmless to a terminal. */
import { listNames } from "./listNames.ts";

/** Escapes characters that control a terminal or the order of others, or that have no shape, as `\u{1b}`. */
export const harmless = (text: unknown): string =>
  String(text).replace(/[\p{C}\p{Zl}\p{Zp}]/gu, (letter) => `\\u{${(letter.codePointAt(0) as number).toString(16)}}`);

/** Counts characters, so that no pair of surrogates is cut in two. Reads no more of a text of 100 MB than it keeps. */
function cut(text: string, most: number): string {
  const start = [...text.slice(0, 2 * most + 1)];
  return start.length > most ? `${start.slice(0, most).join("")}…` : text;
}

/** A text in quotes, at most its first 40 characters. */
export const excerpt = (text: string): string => harmless(JSON.stringify(cut(text, 40)));

/** A name without quotes if it is plain, such as `0.weight`; otherwise an excerpt. */
export const showName = (name: string): string => (/^[\w.]{1,60}$/.test(name) ? name : excerpt(name));

/** A sentence that may hold text of a file, cut after `most` characters. */
export const sentence = (text: string, most: number): string => harmless(cut(text, most));

/** Joins problems for one message: the first five, and how many more. */
export const showProblems = (problems: readonly string[]): string => listNames(problems, 5, "; ");
