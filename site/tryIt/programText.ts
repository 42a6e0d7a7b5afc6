/** A program of the guide, with the text that it prints. */
export interface ProgramText {
  readonly code: string;
  readonly expected: string;
  readonly isExercise: boolean;
}
