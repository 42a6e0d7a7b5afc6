import type { Kind } from "../../check/kinds.ts";
import { unknownName } from "../../check/unknownName.ts";
import * as registry from "../registry.ts";
import type { Schedule } from "../schedule.ts";
import { scheduleNames } from "../scheduleNames.ts";

/** A factory whose arguments are checked when it is called. */
export interface AnyFactory {
  (...args: unknown[]): Schedule;
  readonly parameters: Readonly<Record<string, Kind>>;
}

/** Returns the factory of that name. Throws a RangeError with the nearest names for an unknown one. */
export function factoryOf(who: string, name: string): AnyFactory {
  if (Object.hasOwn(registry, name)) return (registry as unknown as Record<string, AnyFactory>)[name];
  throw new RangeError(unknownName(who, "schedule", name, scheduleNames));
}
