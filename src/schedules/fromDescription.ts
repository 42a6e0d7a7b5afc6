import { restore } from "./describe.ts";
import type { Schedule } from "./schedule.ts";

/**
 * Returns the schedule that `describe` described. Runs no code from the JSON: names are looked up, arguments checked.
 * Throws if a name is unknown or an argument is out of range.
 */
export const fromDescription = (json: unknown): Schedule => restore(json, 1);
