/**
 * A value for every update: `t` = 1 at the first. Pure, so resuming needs only `t`. Any `(t) => number` is a schedule;
 * those made by the factories here also know the call that made them, which `describe` reads.
 *
 * Every duration counts updates: "for `steps` updates" is t = 1 … steps, and what comes after begins at t = steps +
 * 1.
 */
export interface Schedule {
  (t: number): number;
  readonly madeBy?: Call;
}

/** An argument of a schedule's factory. */
export type Argument = number | string | readonly number[] | Schedule;

/** The factory's name and every argument, defaults included. */
export interface Call {
  readonly name: string;
  readonly args: Readonly<Record<string, Argument>>;
}
