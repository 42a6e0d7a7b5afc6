import { finite, nonNegative, positive } from "../../check/kinds.ts";
import type { Assignment, ScheduleStatement } from "../program.ts";
import type { ScheduleFunction } from "../scheduleFunctions.ts";
import { type Signs, signsOf } from "./signs.ts";

/** The known signs of a schedule's numbers, from the values of its constants. */
export function scheduleSigns({ constants, body }: ScheduleFunction): Signs {
  const hyper = constants.map(([name, value]) => ({
    name,
    meaning: "",
    value: 0,
    kind: typeof value !== "number" ? finite : value > 0 ? positive : value === 0 ? nonNegative : finite,
  }));
  return signsOf({ hyper, steps: assignmentsOf(body) });
}

/** Returns all assignments of a body in their order, also those in branches and loops, each once. */
export const assignmentsOf = (body: readonly ScheduleStatement[]): Assignment[] =>
  body.flatMap((statement): Assignment[] => {
    if ("return" in statement) return [];
    return "if" in statement || "while" in statement ? assignmentsOf(statement.body) : [statement];
  });
