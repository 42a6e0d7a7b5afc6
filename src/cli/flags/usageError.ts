import { unknownName as unknownNameText } from "../../check/unknownName.ts";

/** A mistake in the command line: shown as one line, exit code 2. */
export class UsageError extends Error {}

/** For commands that take flags only. npm takes `--epochs` and passes on the 3, unless -- comes first. */
export function refuseWords(words: readonly string[]): void {
  if (words.length === 0) return;
  const [word] = words;
  const flag = Number.isNaN(Number(word)) ? `such as --data ${word}, ` : "";
  throw new UsageError(
    `unexpected "${word}"; all settings are flags, ${flag}see --help; with npm run, put -- before the flags`,
  );
}

/** An unknown command, flag, rule or data set, with the nearest name suggested. `who` is a flag, if it is from one. */
export const unknownName = (what: string, given: string, valid: readonly string[], who = ""): UsageError =>
  new UsageError(unknownNameText(who, what, given, valid));
