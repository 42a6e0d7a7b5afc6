import { finite } from "../check/kinds.ts";
import { defineSchedule } from "./defineSchedule.ts";

/**
 * Returns the same value at every update.
 *
 *     constant(0.1)(1000)     // 0.1
 */
export const constant = defineSchedule<[value: number]>("constant", { value: finite }, (value) => () => value);
