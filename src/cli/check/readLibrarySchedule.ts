import type { Kind } from "../../check/kinds.ts";
import { parseSchedule } from "../../schedules/parseSchedule.ts";
import * as registry from "../../schedules/registry.ts";
import type { Argument, Schedule } from "../../schedules/schedule.ts";
import { UsageError } from "../flags/usageError.ts";

const factories = registry as unknown as Readonly<
  Record<
    string,
    ((...args: readonly (Argument | undefined)[]) => Schedule) & { parameters: Readonly<Record<string, Kind>> }
  >
>;

/** Returns whether a text is the name or call of a schedule. */
export const isSchedule = (text: string): boolean => Object.hasOwn(factories, text.split("(")[0]);

/** Arguments for a name alone, where the schedule has no default. */
const samples = (): Readonly<Record<string, Argument>> => ({
  ...{ from: 0.1, value: 0.1, peak: 0.1, low: 0.01, high: 0.1, floor: 1e-3, factor: 0.5, beta2: 0.999 },
  ...{ steps: 100, every: 30, timeConstant: 30, stepsUp: 20, stepsDown: 30, stepsPerEpoch: 10, dimension: 512 },
  ...{ warmupSteps: 20, stableSteps: 40, decaySteps: 40, boundaries: [30, 60], milestones: [30, 60] },
  ...{ values: [0.1, 0.01, 1e-3], first: registry.constant(0.1), next: registry.cosine(0.1, 50) },
  schedule: registry.cosine(0.1, 100),
});

/** Reads a schedule: a call, or a name with arguments made up. */
export function readLibrarySchedule(text: string): Schedule {
  try {
    if (text.includes("(")) return parseSchedule(text);
  } catch (error) {
    throw new UsageError((error as Error).message.split("\n")[0]);
  }
  const given = samples();
  const { parameters } = factories[text];
  return factories[text](
    ...Object.entries(parameters).map(([name, { fallback }]) => (fallback === undefined ? given[name] : undefined)),
  );
}
