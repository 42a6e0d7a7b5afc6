/** @file The sources of the rules and wrappers, and notes on them, for the inspector. The page contains them. */

/** What `site/readRuleEquations.ts` derives from a rule's file. */
export interface FileNotes {
  /** The equation of the statement in a line, as MathML. Symbols have `data-s`, the name in the code. */
  readonly equations: Readonly<Record<number, string>>;
  /** The meaning of hyperparameters by name. */
  readonly meanings: Readonly<Record<string, string>>;
}

const sources = new Map<string, string>();
const notes = new Map<string, FileNotes>();

/** Makes sources known: texts by file, such as `src/optim/rules/adam.ts`. */
export function addSources(texts: Readonly<Record<string, string>>): void {
  for (const [file, text] of Object.entries(texts)) sources.set(file, text);
}

/** Makes notes known, by file. */
export function addNotes(files: Readonly<Record<string, FileNotes>>): void {
  for (const [file, one] of Object.entries(files)) notes.set(file, one);
}

/** The text of a rule's file, or "" if it was not added. */
export const sourceOf = (file: string): string => sources.get(file) ?? "";

const none: FileNotes = { equations: {}, meanings: {} };

/** The notes on a rule's file. They are empty if none were added. */
export const notesOn = (file: string): FileNotes => notes.get(file) ?? none;
