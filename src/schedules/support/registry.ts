/** @file Every schedule by its name: what `fromDescription` and `parseSchedule` look through. */

import type { Kind } from "../../check/kinds.ts";
import { clampBelow } from "../compose/clampBelow.ts";
import { perEpoch } from "../compose/perEpoch.ts";
import { scale } from "../compose/scale.ts";
import { sequence } from "../compose/sequence.ts";
import { warmup } from "../compose/warmup.ts";
import { constant } from "../constant.ts";
import { cosine } from "../cosine.ts";
import { cosineWarmRestarts } from "../cosineWarmRestarts.ts";
import { cyclic } from "../cyclic.ts";
import { exponential } from "../exponential.ts";
import { inverseSquareRoot } from "../inverseSquareRoot.ts";
import { linearDecay } from "../linearDecay.ts";
import { linearWarmup } from "../linearWarmup.ts";
import { multiStep } from "../multiStep.ts";
import { noam } from "../noam.ts";
import { oneCycle } from "../oneCycle.ts";
import { oneCycleMomentum } from "../oneCycleMomentum.ts";
import { piecewiseConstant } from "../piecewiseConstant.ts";
import { polynomial } from "../polynomial.ts";
import { reciprocal } from "../reciprocal.ts";
import { relativeStep } from "../relativeStep.ts";
import type { Schedule } from "../schedule.ts";
import { stepDecay } from "../stepDecay.ts";
import { untunedWarmup } from "../untunedWarmup.ts";
import { warmupStableDecay } from "../warmupStableDecay.ts";

/** A factory whose arguments are checked when it is called. */
export interface AnyFactory {
  (...args: unknown[]): Schedule;
  readonly parameters: Readonly<Record<string, Kind>>;
}

const factories = [
  constant,
  piecewiseConstant,
  exponential,
  reciprocal,
  linearDecay,
  linearWarmup,
  untunedWarmup,
  stepDecay,
  multiStep,
  polynomial,
  inverseSquareRoot,
  noam,
  cosine,
  cosineWarmRestarts,
  oneCycle,
  oneCycleMomentum,
  cyclic,
  warmupStableDecay,
  relativeStep,
  sequence,
  warmup,
  scale,
  perEpoch,
  clampBelow,
] as readonly unknown[] as readonly AnyFactory[];

// A Map, not an object: "__proto__" and "constructor" are not names of schedules.
const byName = new Map(factories.map((factory) => [factory.name, factory]));

/** What `parseSchedule` and `fromDescription` know. */
export const scheduleNames: readonly string[] = [...byName.keys()];

/** The factory of that name. Throws, listing the names there are. */
export function factoryOf(name: string): AnyFactory {
  const factory = byName.get(name);
  if (!factory) {
    throw new RangeError(`schedule ${JSON.stringify(name)} does not exist; valid are ${scheduleNames.join(", ")}`);
  }
  return factory;
}
