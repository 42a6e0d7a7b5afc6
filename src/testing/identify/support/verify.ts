import { Random } from "../../../autograd/random.ts";
import type { HyperValues } from "../../../optim/rule.ts";
import type { Work } from "./fit.ts";
import type { Form } from "./forms.ts";
import { type Jitter, replay } from "./replay.ts";
import type { Run } from "./run.ts";
import { recordedOf, type Target } from "./target.ts";

/** How well a form with numbers predicts a recording. */
export interface Verdict {
  /** The largest error in units of what rounding explains. At most 1: rounding alone. */
  readonly misfit: number;
  /** The leading steps at which rounding explains every weight. */
  readonly steps: number;
  /**
   * Decimal digits to which predicted moves agree with the recorded ones. They are those of the root mean squares over
   * these steps, or over all if there are none.
   */
  readonly digits: number;
  /** The first step and weight that rounding does not explain, or null. */
  readonly first: { readonly t: number; readonly weight: number } | null;
}

/** The number of replays with imitated rounding. Their spread is the expected error. */
const imitations = 3;
/** The factor from that spread, and from the rounding of one weight, to an error that rounding does not explain. */
const margin = 5;

/** The largest factor by which a correction may enlarge rounding: that of β = 0.9995 at the first step. */
const mostLoss = 2000;
/** Rounding within a rule explains at most this share of a move. */
const mostOfMove = 0.02;

/** Compares every predicted weight with the recorded one. */
export function verify({ rule }: Form, hyper: HyperValues, run: Run, work: Work): Verdict {
  const recorded = recordedOf(run);
  const predicted = replay(rule, hyper, run);
  const spread = spreadOf(rule, hyper, run, predicted);
  work.replays += 1 + imitations;
  return compare(run, recorded, predicted, spread, correctionError(hyper, run));
}

/** All numbers of a recording, each weighted by the error that rounding explains. */
export function exactTarget({ rule }: Form, hyper: HyperValues, run: Run, work: Work): Target {
  const spread = spreadOf(rule, hyper, run, replay(rule, hyper, run));
  work.replays += 1 + imitations;
  const unit = correctionError(hyper, run);
  const stepOf = (k: number): number => 1 + Math.floor(k / run.weights);
  const weight = spread.map((_, k) => 1 / toleranceOf(run, spread, stepOf(k), k % run.weights, unit(stepOf(k))));
  return { run, recorded: recordedOf(run), weight };
}

function compare(
  run: Run,
  recorded: Float64Array,
  predicted: Float64Array,
  spread: Float64Array,
  unit: (t: number) => number,
): Verdict {
  const { weights: n, theta, steps } = run;
  let [misfit, first] = [0, null as Verdict["first"]];
  const sums = Array.from({ length: steps }, () => ({ errors: 0, moves: 0 }));
  for (let k = 0; k < recorded.length; k++) {
    const [t, i] = [1 + Math.floor(k / n), k % n];
    const off = Math.abs(predicted[k] - recorded[k]);
    const ratio = off / toleranceOf(run, spread, t, i, unit(t));
    misfit = Number.isNaN(ratio) ? Number.POSITIVE_INFINITY : Math.max(misfit, ratio);
    if (!(ratio <= 1) && first === null) first = { t, weight: i };
    sums[t - 1].errors += off * off;
    sums[t - 1].moves += (theta[t][i] - theta[t - 1][i]) ** 2;
  }
  const fitting = first === null ? steps : first.t - 1;
  const compared = sums.slice(0, fitting || steps);
  const total = (key: "errors" | "moves"): number => compared.reduce((sum, one) => sum + one[key], 0);
  return { misfit, steps: fitting, digits: digitsOf(Math.sqrt(total("errors")), Math.sqrt(total("moves"))), first };
}

/**
 * The relative error of a move at step t: some programs compute 1 − βᵗ in the arithmetic of the weights, which leaves
 * u / (1 − βᵗ). At β = 0.999 in Float32 that is 6e-5 of the first step.
 */
function correctionError(hyper: HyperValues, { precision: { unit } }: Run): (t: number) => number {
  const betas = Object.entries(hyper).flatMap(([name, value]) => (/^(.*\.)?beta\d$/.test(name) ? [value] : []));
  return (t) => unit * betas.reduce((most, beta) => Math.max(most, Math.min(mostLoss, 1 / (1 - beta ** t))), 1);
}

/** The error that rounding explains: of the stored weights, and of all that the step computed. */
function toleranceOf(
  { theta, precision, weights, steps }: Run,
  spread: Float64Array,
  t: number,
  i: number,
  unit: number,
): number {
  const { relative, absolute } = precision.theta;
  const size = Math.max(Math.abs(theta[t][i]), Math.abs(theta[t - 1][i]));
  const move = Math.abs(theta[t][i] - theta[t - 1][i]);
  let local = 0;
  for (let s = Math.max(1, t - 2); s <= Math.min(steps, t + 2); s++)
    local = Math.max(local, spread[(s - 1) * weights + i]);
  // A form whose own rounding hides its moves would fit everything.
  const explained = Math.min(margin * local, mostOfMove * move);
  return explained + margin * unit * move + 4 * (relative * size + absolute) + 1e-300;
}

const digitsOf = (error: number, size: number): number => {
  if (error === 0) return 17;
  return size === 0 ? 0 : Math.max(0, Math.min(17, -Math.log10(error / size)));
};

/** The largest change of every prediction when gradients, buffers and numbers are rounded in another way. */
function spreadOf(rule: Form["rule"], hyper: HyperValues, run: Run, predicted: Float64Array): Float64Array {
  const spread = new Float64Array(predicted.length);
  for (let seed = 1; seed <= imitations; seed++) {
    const moved = replay(rule, hyper, run, jitterOf(run, hyper, new Random(seed)));
    for (let k = 0; k < spread.length; k++) {
      const change = Math.abs(moved[k] - predicted[k]);
      if (change > spread[k]) spread[k] = change;
    }
  }
  return spread;
}

function jitterOf({ precision: { unit, gradient } }: Run, hyper: HyperValues, random: Random): Jitter {
  const sign = (): number => random.uniform(-1, 1);
  const rounded = (value: number): number => value * (1 + unit * sign());
  return {
    gradient: (_t, _i, value) => value * (1 + (unit + gradient.relative) * sign()) + gradient.absolute * sign(),
    state: rounded,
    hyper: Object.fromEntries(
      Object.entries(hyper).map(([name, value]) => [name, Number.isInteger(value) ? value : rounded(value)]),
    ),
  };
}
