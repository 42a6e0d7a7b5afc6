import * as registry from "./registry.ts";

/** The names that `parseSchedule` and `fromDescription` know. */
export const scheduleNames: readonly string[] = Object.keys(registry).sort();
