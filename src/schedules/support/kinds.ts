/** @file The kinds of arguments that only schedules take. */
import { count, finite, type Kind, kind } from "../../check/kinds.ts";
import type { Schedule } from "../schedule.ts";

/** A function of t. Excludes a factory such as `cosine` that has not been called. */
const isSchedule = (value: unknown): value is Schedule => typeof value === "function" && !("parameters" in value);

export const schedule: Kind<Schedule> = /* @__PURE__ */ kind("a schedule, such as constant(0.1)", isSchedule);

export const numberOrSchedule: Kind<number | Schedule> = /* @__PURE__ */ kind(
  "a finite number or a schedule",
  (value: unknown) => finite.holds(value) || isSchedule(value),
);

export const ascendingCounts: Kind<readonly number[]> = /* @__PURE__ */ kind(
  "a non-empty list of increasing integers >= 1",
  (value: unknown) =>
    Array.isArray(value) &&
    value.length > 0 &&
    [...value].every((n, i) => count.holds(n) && (i === 0 || n > value[i - 1])),
);
