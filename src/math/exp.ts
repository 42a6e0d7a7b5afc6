import { pow } from "./pow.ts";

/**
 * eˣ for x ≤ 0, as a power of e. Only × ÷ √, so that it has the same bits in every engine. Schedules and rules use it:
 * a third of the code of portable.ts. The error is at most 2e-15.
 */
export const exp = (x: number): number => 1 / pow(Math.E, -x);
