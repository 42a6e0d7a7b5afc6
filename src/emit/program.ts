/**
 * @file The update of a rule as data, without a language. `npm run kernels` writes it from the source of every rule and
 * wrapper to src/generated/programs; the emitters turn it into files of other languages.
 */

/**
 * A number, a name, or an operation on expressions: `["+", a, b]`, `["neg", a]`, `["sqrt", a]`, `["safeDivide", a, b]`,
 * `["?", condition, a, b]`. A name is a hyperparameter, `t`, a local, or one element of `theta`, `g` or a buffer.
 */
export type Expression = number | string | Operation;

/** An operator or function with its operands. */
export interface Operation extends ReadonlyArray<Expression> {
  readonly 0: string;
}

/**
 * Sets a target. The first "=" to a new name declares it. `note` is the form's equation that says the same: the number
 * of its line, in a recipe its text.
 */
export type Assignment = readonly [target: string, operator: string, value: Expression, note?: number | string];

/** Assignments that are made only where the condition holds, which is the same for all elements. */
export interface When {
  readonly when: Expression;
  readonly body: readonly Assignment[];
}

/** A loop over all elements. `+=` to a name that is not an element adds up a sum. */
export interface Loop {
  readonly each: readonly (Assignment | When)[];
}

export type Step = Assignment | Loop;

/** One form of a rule, or of a wrapper. */
export interface Program {
  /** The lines of the form's comment, as in its source. */
  readonly equations: readonly string[];
  /** The meaning of hyperparameters. A variant names only those that differ from the default form's. */
  readonly hyper?: Readonly<Record<string, string>>;
  /** The buffers with their values before the first update. */
  readonly state: Readonly<Record<string, Expression>>;
  /** The buffers that are one number. The others are as long as θ. */
  readonly single?: readonly string[];
  readonly steps: readonly Step[];
  /** The buffer with averaged weights, and the condition under which it holds an average. */
  readonly average?: string;
  readonly hasAverage?: Expression;
}

/** A wrapper around the update of a rule. In `steps` and `after`, a name such as `inner.lr` is one of that rule. */
export interface WrapperProgram extends Omit<Program, "steps"> {
  /** The gradient for the rule inside; absent where it is g. */
  readonly gradient?: Expression;
  /** Before and after the update of the rule inside. */
  readonly before: readonly Step[];
  readonly after: readonly Step[];
}

/** The forms of a rule by variant, "" for the default. A text is the reason why a form has no program. */
export type RulePrograms = Readonly<Record<string, Program | string>>;
export type WrapperPrograms = Readonly<Record<string, WrapperProgram | string>>;

export const isLoop = (step: Step): step is Loop => "each" in step;
export const isWhen = (line: Assignment | When): line is When => "when" in line;

/**
 * A statement of a schedule. Expressions also have `["list", …]`, `["at", list, index]`, `["length", list]` and
 * `["text", …]`.
 */
export type ScheduleStatement =
  | readonly [target: string, operator: string, value: Expression]
  | { readonly if: Expression; readonly body: readonly ScheduleStatement[] }
  | { readonly while: Expression; readonly body: readonly ScheduleStatement[] }
  | { readonly return: Expression };

/** A function of t, or one that schedules share. */
export interface ScheduleProgram {
  /** The lines of the comment. Absent for functions that schedules share. */
  readonly equations?: readonly string[];
  /** The names of the factory's arguments, or of the function's. */
  readonly parameters: readonly string[];
  readonly body: readonly ScheduleStatement[];
}
