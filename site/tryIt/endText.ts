import type { ProgramText } from "./programText.ts";

interface End extends ProgramText {
  /** The program as it was run. */
  readonly edited: string;
  readonly printed: string;
  readonly error: { readonly line: number | null } | null;
}

/** The sentence below a program that ended. */
export function endText({ code, expected, isExercise, edited, printed, error }: End): string {
  if (isExercise && error === null)
    return printed.endsWith("passed\n") ? "The check passes." : "Done, without the check.";
  if (isExercise && printed === expected) return "The check fails, as it should before you change the program.";
  if (error !== null)
    return error.line === null ? "Stopped by an error." : `Stopped by an error in line ${error.line}.`;
  if (edited !== code) return "Done.";
  return printed === expected
    ? "Done. The output is that of the page."
    : "Done. The output differs from that of the page.";
}
