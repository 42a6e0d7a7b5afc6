import type { Environment } from "./terminal.ts";

/** A word in quotes if it has characters with a meaning to a shell. */
export const quoted = (word: string): string =>
  /^[\w.,:/=+@%-]+$/.test(word) ? word : `'${word.replaceAll("'", `'\\''`)}'`;

/** A command that can be pasted into a shell: `downhill train …` as this process was started, its words quoted. */
export function shellCommand(words: readonly string[], environment: Environment): string {
  const { npm_lifecycle_event: script } = environment;
  const isCheckout = import.meta.url.endsWith(".ts") || (script !== undefined && script !== "npx");
  return [isCheckout ? "npm run -s downhill --" : "npx downhill", ...words.map(quoted)].join(" ");
}
