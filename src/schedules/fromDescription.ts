import { restore } from "./describe.ts";
import type { Schedule } from "./schedule.ts";

/**
 * The schedule that `describe` described. Nothing is evaluated: names are looked up, arguments checked by the factory.
 * Throws if a name is unknown, listing those there are, or an argument does not fit.
 */
export const fromDescription = (json: unknown): Schedule => restore(json, 1);
