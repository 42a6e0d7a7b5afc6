import { pow } from "./pow.ts";

/**
 * eˣ for x ≤ 0, as a power of e. Only × ÷ √, so that it has the same bits in every engine. For schedules, which need
 * no more of portable.ts.
 */
export const exp = (x: number): number => 1 / pow(Math.E, Math.min(-x, 1000));
