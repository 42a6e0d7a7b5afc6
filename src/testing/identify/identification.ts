/**
 * How sure the answer is.
 *
 * - `identified`: rounding alone explains every step, and no other rule fits.
 * - `identified up to`: rounding alone explains every step for several rules. The recording cannot tell them apart.
 * - `nearest`: no rule explains every step. The candidates come closest.
 * - `unknown`: no rule comes near.
 */
export type Certainty = "identified" | "identified up to" | "nearest" | "unknown";

/** One rule with its numbers, and how far it agrees with the recording. */
export interface Candidate {
  /** The rule in the words of the command line: `l2(adam(lr=0.001), l2=0.01)`. */
  readonly expression: string;
  readonly rule: string;
  /** "" for the default form. */
  readonly variant: string;
  /** The outermost first. */
  readonly wrappers: readonly string[];
  /** The name of the known bug in `knownBugs`, or null. */
  readonly bug: string | null;
  readonly hyper: Readonly<Record<string, number>>;
  /** The hyperparameters that the recording does not determine: twice or half the value fits as well. */
  readonly undetermined: readonly string[];
  /** Decimal digits to which its moves agree with the recorded ones. */
  readonly digits: number;
  /** The leading steps at which rounding explains every weight. */
  readonly steps: number;
  /** How to tell it from the first candidate; null for the first. */
  readonly apart: Separation | null;
}

/** Gradients at which two candidates differ, or the statement that they never do. */
export interface Separation {
  /** False if they are the same rule at a constant learning rate, or always. */
  readonly differs: boolean;
  /** One sentence: the gradients, and the first step at which the moves differ. */
  readonly how: string;
}

/** The first step that the first candidate does not explain. */
export interface Departure {
  /** The step t = 1, 2, … */
  readonly step: number;
  readonly weight: string;
  readonly recorded: number;
  readonly predicted: number;
  /** The line of the rule that a change would explain; null for wrappers, bugs and rules that cannot be traced. */
  readonly line: SuspectedLine | null;
}

export interface SuspectedLine {
  readonly file: string;
  readonly line: number;
  readonly text: string;
  /** The factor of its value that explains the step for every weight, or null. */
  readonly factor: number | null;
}

/** The answer of `identify`. */
export interface Identification {
  readonly verdict: Certainty;
  /** The answer in a few sentences. */
  readonly message: string;
  /** The best first; none if the verdict is `unknown`. */
  readonly candidates: readonly Candidate[];
  readonly departure: Departure | null;
  /** The number format of the weights, read from the numbers: `Float32`, `6 decimals`. */
  readonly precision: string;
  /** How many times a rule was replayed: the work of the search. */
  readonly replays: number;
}
