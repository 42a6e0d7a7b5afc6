import { terse } from "../../../src/cli/terminal/numbers.ts";
import { surfaces } from "../../../src/data/surfaces/surfaces.ts";
import type { Choice } from "../../lab/choice.ts";
import { runOf } from "../../lab/run.ts";
import { sweep, sweptRates, sweptSteps } from "../../lab/sensitivity.ts";
import { firstState } from "../../lab/state.ts";

/** The height that a rule leaves on one function. */
export interface Reach {
  readonly name: string;
  readonly cells: readonly string[];
  readonly verdict: "reaches the minimum" | "is on its way" | "stalls" | "climbs" | "diverges";
}

export const reachHead: readonly string[] = [
  "function",
  "best learning rate",
  "height above the minimum",
  "of the start",
  "diverges from",
  "it",
];

/**
 * For every function with a minimum: the best of 25 learning rates, the height that is left there, and the rate from
 * which the path diverges. A path stalls where more than a tenth of the height is left.
 */
export function reaches(choice: Choice): Reach[] {
  return surfaces
    .filter(({ minima }) => minima.length > 0)
    .map(({ name }) => {
      const state = { ...firstState, surface: name, steps: sweptSteps, choices: [choice], tuning: 0.01 };
      const run = runOf(state);
      const [values] = sweep(run, state);
      const height = run.paths[0].values[0] - run.surface.minimum;
      return reach(name, values, height);
    });
}

function reach(name: string, values: Float64Array, height: number): Reach {
  const best = values.reduce((best, value, k) => (value < values[best] || Number.isNaN(values[best]) ? k : best), 0);
  const share = values[best] / height;
  const diverges = values.findIndex((value, k) => k > best && Number.isNaN(value));
  const verdict = verdictOf(share);
  if (verdict === "diverges") return { name, cells: [name, "none", "", "", "every rate", verdict], verdict };
  const cells = [
    name,
    terse(sweptRates[best]),
    values[best].toExponential(1),
    share < 1e-3 ? "under 0.1 %" : `${(100 * share).toFixed(1)} %`,
    diverges < 0 ? `none up to ${terse(sweptRates[sweptRates.length - 1])}` : terse(sweptRates[diverges]),
    verdict,
  ];
  return { name, cells, verdict };
}

function verdictOf(share: number): Reach["verdict"] {
  if (Number.isNaN(share)) return "diverges";
  if (share > 1) return "climbs";
  if (share > 0.1) return "stalls";
  return share > 1e-3 ? "is on its way" : "reaches the minimum";
}

/** Where it stalls, climbs and diverges, in a sentence. */
export function reachText(all: readonly Reach[]): string {
  const names = (verdict: Reach["verdict"]): string[] =>
    all.filter((one) => one.verdict === verdict).map(({ name }) => name);
  const parts = (["stalls", "climbs", "diverges"] as const)
    .filter((verdict) => names(verdict).length > 0)
    .map((verdict) => `${verdict} on ${names(verdict).join(", ")}`);
  const solved = names("reaches the minimum").length;
  const reached = `It reaches the minimum of ${solved} of ${all.length} functions in ${sweptSteps} steps`;
  return `${reached}${parts.map((part) => `; it ${part}`).join("")}.`;
}
