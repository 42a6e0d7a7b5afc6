import type { Shape } from "../array/shape.ts";
import type { RuleFactory, WrapperFactory } from "../optim/index.ts";
import type { Rule } from "../optim/rule.ts";
import { driveRule, type Path, type Run } from "./driveRule.ts";
import type { Settings } from "./subject.ts";
import { type Bound, boundOf, libraryPrecision, type Precision, roundingOf } from "./support/agreement.ts";
import * as assert from "./support/assert.ts";
import { type Claim, claim, type Optim } from "./support/claim.ts";

/** A rule as tests/golden/trajectories.json names it. */
export interface Made {
  rule: string;
  /** A list is a schedule: one value per update. */
  hyper: Readonly<Record<string, number | readonly number[]>>;
  /** Absent or "" for the default form. */
  variant?: string;
  inner?: Made;
}

/** A trajectory that an independent program computed with 50 digits. */
export interface Case extends Made {
  /** Absent in the package, which has one case for each form. */
  case?: string;
  shape: Shape;
  theta0: readonly number[];
  gradients: readonly (readonly number[])[];
  /** The steps t after which `theta` has the weights. Default: every step. */
  steps?: readonly number[];
  /** Decimal strings: for every one of these steps, for every element. */
  theta: readonly (readonly string[])[];
  average?: readonly (readonly string[])[];
}

/** The claims that a rule follows each of its golden trajectories. */
export const golden = (cases: readonly Case[]): Claim[] =>
  cases.map((one) => claim(caseTitle(one), (optim) => assertFollows(one, runCase(one, optim), float64)));

/** Makes the rule of a case. */
export function constructRule({ rule, variant, hyper, inner }: Made, optim: Optim): Rule {
  const settings: Record<string, Settings[string]> = variant === undefined ? {} : { variant };
  for (const [name, value] of Object.entries(hyper))
    settings[name] = typeof value === "number" ? value : (t: number) => value[t - 1];
  // The oracle's wrapper cannot read the inner rule's lr; ours does.
  if (rule === "decoupledDecay") delete settings.lr;
  const rules: Readonly<Record<string, RuleFactory>> = optim.rules;
  const wrappers: Readonly<Record<string, WrapperFactory>> = optim.wrappers;
  return inner === undefined ? rules[rule](settings) : wrappers[rule](constructRule(inner, optim), settings);
}

/** Returns the path of downhill's rule on a case's gradients. */
export const runCase = (one: Case, optim: Optim, floats: Run["floats"] = Float64Array): Path =>
  driveRule(optim, constructRule(one, optim), {
    start: one.theta0,
    shape: one.shape,
    gradient: (_, t) => one.gradients[t - 1],
    steps: one.gradients.length,
    floats,
  });

/** Returns a case's name in titles: `adam, tensorflow | random 1 | [2,3]`. */
export function caseTitle({ case: kind, shape, ...made }: Case): string {
  const name = ({ rule, variant, inner }: Made): string =>
    `${rule}${variant ? `, ${variant}` : ""}${inner === undefined ? "" : `, of ${name(inner)}`}`;
  return [name(made), kind ?? "defaults", `[${shape}]`].join(" | ");
}

/** tests/golden/README.md, "Tolerance": a fraction of the distance, and two roundings of every stored weight. */
export const float64: Bound = boundOf(libraryPrecision);

/** The step after which `theta[i]` of a case has the weights. */
const stepAt = ({ steps }: Case, i: number): number => steps?.[i] ?? i + 1;

/** Throws at the first weight of the path that is further from the case's than `bound` allows. */
export function assertFollows(one: Case, path: Path, bound: Bound): void {
  const reached = reachOf(one.theta0, one.theta);
  for (const kind of ["theta", "average"] as const) {
    const expected = one[kind];
    if (expected === undefined) continue;
    const reach = kind === "theta" ? reached : reachOf(one.theta0, expected);
    for (const [at, values] of expected.entries()) {
      const { distance, largest } = reach[at];
      const t = stepAt(one, at);
      const allowed = bound(t, distance, largest);
      const errors = values.map((value, i) => Math.abs(path[kind][t][i] - Number(value)));
      const worst = errors.findIndex((error) => !(error <= allowed));
      if (worst >= 0)
        assert.fail(
          `${kind}[${worst}] at step ${t} must be within ${allowed} of ${values[worst]}, off by ${errors[worst]}`,
        );
    }
  }
}

/** The largest error of a path beyond the rounding of stored weights, relative to the distance travelled so far. */
export function deviation(one: Case, path: Path, precision: Pick<Precision, "unit">): number {
  const reached = reachOf(one.theta0, one.theta);
  const deviations = one.theta.map((values, at) => {
    const { distance, largest } = reached[at];
    const t = stepAt(one, at);
    const errors = values.map((value, i) => Math.abs(path.theta[t][i] - Number(value)));
    return Math.max(0, Math.max(...errors) - roundingOf(precision, t, largest)) / Math.max(distance, Number.MIN_VALUE);
  });
  return Math.max(...deviations);
}

/** For every step given, the distance travelled so far, Σ ‖θₛ − θₛ₋₁‖, and the largest weight met so far. */
function reachOf(from: readonly number[], path: Case["theta"]): { distance: number; largest: number }[] {
  let [distance, largest, before] = [0, 0, from];
  return path.map((values) => {
    const theta = values.map(Number);
    distance += Math.hypot(...theta.map((value, i) => value - before[i]));
    largest = Math.max(largest, ...theta.map(Math.abs));
    before = theta;
    return { distance, largest };
  });
}
