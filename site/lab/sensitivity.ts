/** @file How far each rule gets at each learning rate, from the start on the stage. */
import { short, terse } from "../../src/cli/terminal/numbers.ts";
import { ruleOf } from "./choice.ts";
import { descend } from "./descend.ts";
import { lowestAt } from "./lowestAt.ts";
import type { Run } from "./run.ts";
import type { LabState } from "./state.ts";

const decades = 6;
const each = 4;

/** 25 rates from 10⁻⁵ to 10, four in a decade. */
export const sweptRates: readonly number[] = Array.from({ length: decades * each + 1 }, (_, i) =>
  Number((10 ** (i / each - 5)).toPrecision(2)),
);

/** The place of a rate among them, with a fraction. */
export const placeOf = (rate: number): number => (Math.log10(rate) + 5) * each;

/** Every path of the sweep has at most this many steps. */
export const sweptSteps = 200;

/** For every rule, the height above the minimum after the steps at each rate. NaN where the path diverged. */
export function sweep(run: Run, state: LabState): Float64Array[] {
  const { choices } = state;
  const rules = choices.flatMap((choice) =>
    sweptRates.map((lr) => ruleOf({ ...choice, settings: { ...choice.settings, lr } }, lr)),
  );
  const steps = Math.min(sweptSteps, state.steps);
  const paths = descend(run.surface, run.start, rules, { ...state, steps });
  return choices.map((_, i) =>
    Float64Array.from(sweptRates, (_, k) => {
      const { values, last, diverged } = paths[i * sweptRates.length + k];
      return diverged ? Number.NaN : values[last] - run.surface.minimum;
    }),
  );
}

/** The value at a place between the rates, on a straight line of logarithms. */
export function valueAtPlace(values: ArrayLike<number>, place: number): number {
  const low = Math.floor(Math.min(Math.max(place, 0), values.length - 1));
  const [a, b] = [values[low], values[Math.min(low + 1, values.length - 1)]];
  const share = Math.min(Math.max(place - low, 0), 1);
  return a > 0 && b > 0 ? a ** (1 - share) * b ** share : a;
}

/** The best rate of each rule, in words. */
export function sweepText(names: readonly string[], swept: readonly Float64Array[]): string {
  const best = swept.map((values, i) => {
    const at = lowestAt(values);
    return `${names[i]} ${short(values[at])} at ${terse(sweptRates[at])}`;
  });
  return `Lowest after the steps: ${best.join(", ")}.`;
}
