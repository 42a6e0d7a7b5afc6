/** @file Finds the first step that a form does not explain, and the line whose change would explain it. */
import { type TracedRule, type TracedStatement, traceUpdate } from "../../../optim/trace.ts";
import { statementsOf } from "../../statementsOf.ts";
import { traceOf } from "../../traceOf.ts";
import type { Departure } from "../identification.ts";
import type { Fitted } from "./fit.ts";
import { replay } from "./replay.ts";
import { type Run, weightName } from "./run.ts";
import type { Verdict } from "./verify.ts";

/** The first step and weight at which the recording departs from a form; null if it never does. */
export function departureOf(fitted: Fitted, { first }: Verdict, run: Run): Departure | null {
  if (first === null) return null;
  const { t, weight } = first;
  const predicted = replay(fitted.form.rule, fitted.hyper, run);
  return {
    step: t,
    weight: weightName(run, weight),
    recorded: run.theta[t][weight],
    predicted: predicted[(t - 1) * run.weights + weight],
    line: lineOf(fitted, run, t),
  };
}

/** Errors below this share of the move are those of rounding and of the search for the factor. */
const exact = 1e-5;

/**
 * The statement whose value, multiplied by one factor for all weights, comes closest to the recorded step. If several
 * explain it, as with a changed learning rate, it is the last one.
 */
function lineOf({ form, hyper }: Fitted, run: Run, t: number): Departure["line"] {
  const traced = form.wrappers.length > 0 || form.bug !== null ? undefined : traceOf(form.rule);
  if (traced === undefined) return null;
  const step = { traced, before: statesBefore(form.rule, hyper, run, t), hyper, run, t };
  const lines = statementsOf(traced);
  const fits = lines.map((_, index) => bestFactor(step, index));
  const smallest = fits.reduce((least, { error }) => Math.min(least, error), Infinity);
  const best = fits.findLastIndex(({ error }) => error <= Math.max(1.5 * smallest, exact));
  const { line, text } = lines[best];
  return { file: traced.file, line, text, factor: fits[best].error <= exact ? fits[best].factor : null };
}

type Buffers = Record<string, Float64Array>;

/** Step t of a recording, with the buffers of the rule before it. */
interface TracedStep {
  readonly traced: TracedRule;
  readonly before: Buffers;
  readonly hyper: Fitted["hyper"];
  readonly run: Run;
  readonly t: number;
}

/** The buffers of the rule before step t, as one vector. */
function statesBefore(rule: Fitted["form"]["rule"], hyper: Fitted["hyper"], run: Run, t: number): Buffers {
  const theta = run.theta[0].slice();
  const shape = [run.weights];
  const state = rule.init(theta, shape, hyper);
  for (let s = 1; s < t; s++) {
    theta.set(run.theta[s - 1]);
    rule.update({ theta, g: run.gradients[s - 1], t: s, shape }, state, hyper);
  }
  return state as Buffers;
}

/** The factor of a statement's value that suits all weights best, and the relative error of step t that remains. */
function bestFactor(step: TracedStep, index: number): { factor: number; error: number } {
  const { run, t } = step;
  const wanted = run.theta[t].map((x, i) => x - run.theta[t - 1][i]);
  const errorAt = (factor: number): number => {
    const moves = movesWith(step, index, factor);
    let [sum, size] = [0, 0];
    for (let i = 0; i < wanted.length; i++) {
      sum += (moves[i] - wanted[i]) ** 2;
      size += wanted[i] ** 2;
    }
    const error = Math.sqrt(sum / (size || 1));
    return Number.isFinite(error) ? error : Number.MAX_VALUE;
  };
  const factor = bestOf(errorAt);
  return { factor, error: errorAt(factor) };
}

/** The best of the factors from 1/1000 to 1000 of either sign: a grid, then golden sections around its best. */
function bestOf(errorAt: (factor: number) => number): number {
  const grid = [1, -1].flatMap((sign) => Array.from({ length: 25 }, (_, k) => sign * 10 ** ((k - 12) / 4)));
  const best = [0, ...grid].reduce((a, b) => (errorAt(b) < errorAt(a) ? b : a));
  if (best === 0) return 0;
  let [low, high] = [best / 1.8, best * 1.8];
  const ratio = (Math.sqrt(5) - 1) / 2;
  for (let k = 0; k < 40; k++) {
    const [a, b] = [high - ratio * (high - low), low + ratio * (high - low)];
    if (errorAt(a) < errorAt(b)) high = b;
    else low = a;
  }
  return (low + high) / 2;
}

/** The moves of step t where statement `index` gives `factor` times its value. */
function movesWith({ traced, before, hyper, run, t }: TracedStep, index: number, factor: number): Float64Array {
  const chosen = statementsOf(traced)[index];
  const scaled = <S extends TracedStatement>(one: S): S =>
    one === chosen ? { ...one, value: (scope) => factor * chosen.value(scope) } : one;
  const statements = traced.statements.map((one) =>
    one.kind === "loop" ? { kind: one.kind, body: one.body.map(scaled) } : scaled(one as TracedStatement),
  );
  const theta = run.theta[t - 1].slice();
  const state = Object.fromEntries(Object.entries(before).map(([name, values]) => [name, values.slice()]));
  traceUpdate({ ...traced, statements }, { theta, g: run.gradients[t - 1], t, shape: [run.weights] }, state, {
    ...hyper,
  });
  return theta.map((x, i) => x - run.theta[t - 1][i]);
}
