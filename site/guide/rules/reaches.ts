import { terse } from "../../../src/cli/terminal/numbers.ts";
import { surfaces } from "../../../src/data/surfaces/surfaces.ts";
import type { Choice } from "../../lab/choice.ts";
import { lowestAt } from "../../lab/lowestAt.ts";
import { runOf } from "../../lab/run.ts";
import { sweep, sweptRates, sweptSteps } from "../../lab/sensitivity.ts";
import { firstState } from "../../lab/state.ts";

/** Shares of the height at the start: below the first a path reaches the minimum, above the second it stalls. */
const [reached, stalled] = [1e-3, 0.1];

const percent = (share: number): string => `${terse(100 * share)} %`;
const within = `gets within ${percent(stalled)}`;

/** The height that a rule leaves on one function. */
export interface Reach {
  readonly name: string;
  readonly cells: readonly string[];
  readonly verdict: "reaches the minimum" | typeof within | "stalls" | "climbs" | "diverges";
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
 * Three numbers for every function with a minimum. They are the best rate of the sweep, the height that is left there,
 * and the rate from which the path diverges.
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
  const best = lowestAt(values);
  const share = values[best] / height;
  const diverges = values.findIndex((value, k) => k > best && Number.isNaN(value));
  const verdict = verdictOf(share);
  if (verdict === "diverges") return { name, cells: [name, "none", "", "", "every rate", verdict], verdict };
  const cells = [
    name,
    terse(sweptRates[best]),
    values[best].toExponential(1),
    share <= reached ? `at most ${percent(reached)}` : percent(Number(share.toPrecision(2))),
    diverges < 0 ? `none up to ${terse(sweptRates[sweptRates.length - 1])}` : terse(sweptRates[diverges]),
    verdict,
  ];
  return { name, cells, verdict };
}

function verdictOf(share: number): Reach["verdict"] {
  if (Number.isNaN(share)) return "diverges";
  if (share > 1) return "climbs";
  if (share > stalled) return "stalls";
  return share > reached ? within : "reaches the minimum";
}

/** The functions on which it stalls, climbs and diverges, in words. */
export function reachText(all: readonly Reach[]): string {
  const names = (verdict: Reach["verdict"]): string[] =>
    all.filter((one) => one.verdict === verdict).map(({ name }) => name);
  const parts = (["stalls", "climbs", "diverges"] as const)
    .filter((verdict) => names(verdict).length > 0)
    .map((verdict) => `${verdict} on ${names(verdict).join(", ")}`);
  const solved = names("reaches the minimum").length;
  const count = `It reaches the minimum of ${solved} of ${all.length} functions in ${sweptSteps} steps`;
  return [
    `${count}${parts.map((part) => `; it ${part}`).join("")}.`,
    `A path reaches the minimum where at most ${percent(reached)} of the height at the start is left at the best rate.`,
    `It stalls where more than ${percent(stalled)} is left.`,
  ].join(" ");
}
