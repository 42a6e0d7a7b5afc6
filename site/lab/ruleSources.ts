/** @file The sources of the rules, whose lines and equations the inspector shows. The page brings them along. */

const sources = new Map<string, string>();

/** Makes sources known: texts by file, such as `src/optim/rules/adam.ts`. */
export function addSources(texts: Readonly<Record<string, string>>): void {
  for (const [file, text] of Object.entries(texts)) sources.set(file, text);
}

/** The text of a rule's file, or "" if it was not added. */
export const sourceOf = (file: string): string => sources.get(file) ?? "";
