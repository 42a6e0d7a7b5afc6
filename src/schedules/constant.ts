import { defineSchedule } from "./defineSchedule.ts";
import { finite } from "./support/kind.ts";

/**
 * The same value at every update.
 *
 *     constant(0.1)(1000)     // 0.1
 */
export const constant = defineSchedule<[value: number]>("constant", { value: finite }, (value) => () => value);
