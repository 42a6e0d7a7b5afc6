import { isBetter, surfaceRates, surfaceSteps } from "../../src/cli/compare/surfaceRates.ts";
import type { Surface } from "../../src/data/surfaces/surface.ts";
import { type Choice, ruleOf } from "./choice.ts";
import { descend, type Path } from "./descend.ts";

/** The learning rates that are tried. */
export const triedRates: readonly number[] = surfaceRates;

const known = new WeakMap<Surface, Map<string, number>>();

/**
 * The learning rate of every choice: its own, or the best of `triedRates`. They are tried on the function before it is
 * turned, from its usual start, without noise. "Best" means the lowest mean value over the path, among paths that stay
 * in the frame.
 */
export function bestRates(surface: Surface, choices: readonly Choice[]): number[] {
  const found = known.get(surface) ?? new Map<string, number>();
  known.set(surface, found);
  const open = choices.filter((choice) => choice.settings.lr === undefined && !found.has(keyOf(choice)));
  // A broken rule gets the rate of the correct one, so that only the bug differs.
  const rules = open.flatMap(({ bug: _, ...correct }) => triedRates.map((lr) => ruleOf(correct, lr)));
  const paths = descend(surface, surface.start, rules, { steps: surfaceSteps, noise: 0, seed: 0 });
  for (const [i, choice] of open.entries()) {
    const attempts = triedRates.map((lr, k) => ({ lr, ...scoreOf(surface, paths[i * triedRates.length + k]) }));
    found.set(keyOf(choice), attempts.reduce((best, next) => (isBetter(next, best) ? next : best)).lr);
  }
  return choices.map((choice) => choice.settings.lr ?? (found.get(keyOf(choice)) as number));
}

const keyOf = ({ rule, variant, wrapper, settings }: Choice): string =>
  JSON.stringify([rule, variant, wrapper, settings]);

function scoreOf({ domain }: Surface, { points, values, last, diverged }: Path): { mean: number; outside: number } {
  if (diverged || !Number.isFinite(values[last])) return { mean: Infinity, outside: Infinity };
  const isOutside = (value: number, i: number): boolean => value < domain[i % 2][0] || value > domain[i % 2][1];
  const outside = new Set([...points].flatMap((value, i) => (isOutside(value, i) ? [i >> 1] : [])));
  return { mean: values.reduce((sum, value) => sum + value, 0) / values.length, outside: outside.size };
}
