import { restore } from "./describe.ts";
import type { Schedule } from "./schedule.ts";

/**
 * Makes the schedule again from `describe`'s result. Evaluates no code: it looks names up and the factory checks arguments.
 * Throws if a name is unknown or an argument is out of range.
 */
export const fromDescription = (json: unknown): Schedule => restore(json, 1);
