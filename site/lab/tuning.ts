/** @file The learning rates of rules for which none is set. */

import type { Surface } from "../../src/data/surfaces/surface.ts";
import type { Choice } from "./choice.ts";
import { kindsOf } from "./forms.ts";
import { bestRates, triedRates } from "./tunedRate.ts";

/** The best of the tried rates, each rule's default, or one rate for all. */
export type Tuning = "best" | "default" | number;

/** The rate of every choice: its own, or the one that the tuning gives it. */
export function ratesOf(surface: Surface, choices: readonly Choice[], tuning: Tuning): number[] {
  const best = tuning === "best" ? bestRates(surface, choices) : [];
  return choices.map((choice, i) => {
    if (choice.settings.lr !== undefined) return choice.settings.lr;
    return tuning === "best" ? best[i] : tuning === "default" ? (kindsOf(choice).lr.fallback ?? 0) : tuning;
  });
}

/** The words beside a rate that the tuning gave. */
export const tuningNote = (tuning: Tuning): string =>
  tuning === "best"
    ? `best of ${triedRates.length} tried`
    : tuning === "default"
      ? "the rule's default"
      : "same for all";
