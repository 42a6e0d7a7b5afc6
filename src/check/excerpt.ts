/** @file Text from a file inside an error: never longer than a line, never obeyed by a terminal. */

/** Letters that say something to a terminal, or change the order of others, in JSON's way of writing them. */
const harmless = (text: string): string =>
  text.replace(/[\p{Cc}\p{Cf}\p{Zl}\p{Zp}]/gu, (letter) => `\\u${letter.charCodeAt(0).toString(16).padStart(4, "0")}`);

const cut = (text: string, most: number): string => (text.length > most ? `${text.slice(0, most)}…` : text);

/** A text in quotes, its first 40 letters. */
export const excerpt = (text: string): string => harmless(JSON.stringify(cut(text, 40)));

/** A name as it is where it is plain, such as `0.weight`; else an excerpt. */
export const showName = (name: string): string => (/^[\w.]{1,60}$/.test(name) ? name : excerpt(name));

/** A sentence that may hold text of a file. */
export const sentence = (text: string, most: number): string => harmless(cut(text, most));

const listed = 5;

/** Everything that is wrong: the first five, and how many more. */
export function showProblems(problems: readonly string[]): string {
  const rest = problems.length > listed ? [`and ${problems.length - listed} more`] : [];
  return [...problems.slice(0, listed), ...rest].join("; ");
}
