import type { Schedule } from "../../schedules/schedule.ts";
import { terse } from "../terminal/numbers.ts";

/** The call that makes a schedule; as TypeScript, its words in quotes. */
export function showSchedule({ name, madeBy }: Schedule, asCode = false): string {
  if (!madeBy) return name;
  const args = Object.values(madeBy.args).map((value) => {
    if (typeof value === "function") return showSchedule(value, asCode);
    if (typeof value === "number") return asCode ? `${value}` : terse(value);
    if (typeof value === "string") return asCode ? JSON.stringify(value) : value;
    return `[${value.map(asCode ? String : terse).join(", ")}]`;
  });
  return `${madeBy.name}(${args.join(", ")})`;
}
