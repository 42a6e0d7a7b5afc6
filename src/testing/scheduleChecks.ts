import { describe } from "../schedules/describe.ts";
import { fromDescription } from "../schedules/fromDescription.ts";
import { parseSchedule } from "../schedules/parseSchedule.ts";
import type { Schedule } from "../schedules/schedule.ts";
import { callText } from "../schedules/support/callText.ts";
import type { RuleCheck } from "./ruleCheck.ts";
import { fail } from "./support/assert.ts";
import { check } from "./support/check.ts";
import { upTo } from "./support/numbers.ts";

/** Checks what holds for every schedule of the library, at t = 1, …, steps, and describes its values. */
export function scheduleChecks(schedule: Schedule, steps: number): RuleCheck[] {
  const all = upTo(steps);
  const values = all.map(schedule);
  const same = (other: Schedule): void => {
    const at = all.findIndex((t) => !Object.is(other(t), values[t - 1]));
    if (at >= 0) fail(`at t = ${all[at]} it must be ${values[at]}, got ${other(all[at])}`);
  };
  return [
    check(`gives a finite number at t = 1 to ${steps}`, () => {
      const at = values.findIndex((value) => !Number.isFinite(value));
      if (at >= 0) fail(`at t = ${at + 1} it gives ${values[at]}`);
    }),
    check("is pure: backwards it gives the same values", () => {
      const backwards = new Map([...all].reverse().map((t) => [t, schedule(t)]));
      same((t) => backwards.get(t) as number);
    }),
    check("its description as JSON gives the same values", () =>
      same(fromDescription(JSON.parse(JSON.stringify(describe(schedule))))),
    ),
    check("its text gives the same values", () => same(parseSchedule(callText(schedule)))),
    ...[1, Math.ceil(steps / 2), steps].map((t) => ({
      ...check(`value at t = ${t}`, () => {}),
      passed: null,
      measured: values[t - 1],
    })),
  ];
}
