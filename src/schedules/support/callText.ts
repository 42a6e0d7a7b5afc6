import type { Argument, Schedule } from "../schedule.ts";

/** The call that made a schedule, with defaults: `cosine(0.1, 100, 0)`. */
export const callText = ({ madeBy, name }: Schedule): string =>
  madeBy === undefined ? name : `${madeBy.name}(${Object.values(madeBy.args).map(argumentText).join(", ")})`;

/** A number, a list, or the call that made a schedule. */
export const argumentText = (argument: Argument): string => {
  if (typeof argument === "function") return callText(argument);
  return typeof argument === "object" ? `[${argument.join(", ")}]` : `${argument}`;
};
