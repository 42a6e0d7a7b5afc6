import { checkArgument } from "../check/checkArgument.ts";
import type { Kind } from "../check/kinds.ts";
import type { Argument, Call, Schedule } from "./schedule.ts";

/** Makes a schedule from positional arguments. `parameters` lists their names and kinds. */
export interface Factory<A extends readonly unknown[]> {
  (...args: A): Schedule;
  readonly parameters: Readonly<Record<string, Kind>>;
}

/**
 * Turns the formula of a schedule into the factory that users call. The factory checks its arguments, fills in
 * defaults, and records the call on the schedule as `madeBy`. Throws a RangeError that names the argument.
 *
 *     const constant = defineSchedule<[value: number]>("constant", { value: finite }, (value) => () => value);
 *     constant(0.1)(1)     // 0.1
 */
/* @__NO_SIDE_EFFECTS__ */ export function defineSchedule<A extends readonly unknown[]>(
  name: string,
  parameters: Readonly<Record<string, Kind>>,
  make: (...args: Required<A>) => (t: number) => number,
): Factory<A> {
  const names = Object.keys(parameters);
  const factory = (...given: A): Schedule => {
    if (given.length > names.length) {
      throw new RangeError(
        `${name}: must have at most ${names.length} arguments (${names.join(", ")}), got ${given.length}`,
      );
    }
    const values = names.map((key, i) => fixed(checkArgument(name, key, given[i], parameters[key])));
    const schedule: { (t: number): number; madeBy?: Call } = make(...(values as unknown as Required<A>));
    schedule.madeBy = { name, args: Object.fromEntries(values.map((value, i) => [names[i], value])) };
    return schedule;
  };
  return Object.defineProperties(factory, { name: { value: name }, parameters: { value: parameters } }) as Factory<A>;
}

/** Copies a list, so that later changes to it do not change the schedule. */
const fixed = (value: unknown): Argument => (Array.isArray(value) ? Object.freeze([...value]) : value) as Argument;
