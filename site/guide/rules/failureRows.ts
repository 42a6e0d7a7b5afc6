import { terse } from "../../../src/cli/terminal/numbers.ts";
import { surfaces } from "../../../src/data/surfaces/surfaces.ts";
import { plainChoices } from "../../lab/choice.ts";
import { runOf } from "../../lab/run.ts";
import { sweep, sweptRates, sweptSteps } from "../../lab/sensitivity.ts";
import { firstState } from "../../lab/state.ts";

/** The functions that every page shows: a valley, a curved valley, and many minima. */
const shown = ["quadratic", "Rosenbrock", "Rastrigin"];

/** Rows of a table: a function, the best of 25 learning rates, what it reaches, and the rate from which it diverges. */
export function failureRows(rule: string): string[][] {
  return surfaces
    .filter(({ name }) => shown.includes(name))
    .map(({ name }) => {
      const state = { ...firstState, surface: name, steps: sweptSteps, choices: plainChoices([rule]) };
      const [values] = sweep(runOf(state), state);
      const best = values.reduce(
        (best, value, k) => (value < values[best] || Number.isNaN(values[best]) ? k : best),
        0,
      );
      const diverges = values.findIndex((value, k) => k > best && Number.isNaN(value));
      return [
        name,
        terse(sweptRates[best]),
        values[best].toExponential(1),
        diverges < 0 ? `none up to ${terse(sweptRates[sweptRates.length - 1])}` : terse(sweptRates[diverges]),
      ];
    });
}
