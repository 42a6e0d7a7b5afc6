import type { HyperValues } from "../../../optim/rule.ts";
import type { Axis } from "./axes.ts";
import type { Form } from "./forms.ts";
import { leastSquares } from "./leastSquares.ts";
import { replay } from "./replay.ts";
import type { Run } from "./run.ts";
import { type Target, targetOf } from "./target.ts";

/** A form with numbers. */
export interface Fitted {
  readonly form: Form;
  readonly hyper: HyperValues;
  /** The root mean square of errors, relative to the moves. */
  readonly error: number;
}

/** Counts replays: the unit of work. */
export interface Work {
  replays: number;
}

/** The steps of the first, coarse fits. */
const shortSteps = 12;
const mostStarts = 72;
/** Fits with larger errors on few steps are not refined: the right form is nearly exact there. */
const far = 0.1;

/**
 * Fits the numbers of a form to a recording: coarse starts, then least squares on few steps, then on all. `given` are
 * the numbers of a fit of the rule inside a wrapper, in place of most starts.
 */
export function fitForm(form: Form, run: Run, work: Work, given?: HyperValues): Fitted {
  const short = targetOf(form.rule, run, shortSteps);
  const starts = startsOf(form, given).map((hyper) => withRate(form, hyper, short, work));
  starts.sort((a, b) => a.error - b.error);
  // From one length of a warm-up least squares hardly reaches another: the best start of every length is tried.
  const warmup = form.axes.find(({ name }) => name.endsWith("warmupSteps"))?.name ?? "";
  const isFirst = ({ hyper }: Fitted, i: number): boolean =>
    starts.findIndex((one) => one.hyper[warmup] === hyper[warmup]) === i;
  const best = starts.filter((one, i) => i < 2 || isFirst(one, i));
  const few = withoutEps(form);
  const coarse = best.map(({ hyper }) => polish(few, hyper, short, 10, work)).sort((a, b) => a.error - b.error)[0];
  return coarse.error > far ? { ...coarse, form } : refineLong(form, coarse.hyper, run, work);
}

/** Least squares on up to 100 steps, from numbers that fit the first ones. */
export function refineLong(form: Form, hyper: HyperValues, run: Run, work: Work): Fitted {
  const few = withoutEps(form);
  const long = targetOf(form.rule, run, 100);
  const fine = polish(few, hyper, long, 12, work);
  // Most programs keep the usual ε. Its start here may be another one.
  const usual = Object.fromEntries(epsAxes(form).map(({ name, usual: [value] }) => [name, value]));
  const isUsual = Object.entries(usual).every(([name, value]) => fine.hyper[name] === value);
  const other = isUsual ? fine : polish(few, { ...fine.hyper, ...usual }, long, 12, work);
  const kept = other.error < 3 * fine.error ? other : fine;
  const free = kept.error > 1e-6 ? polish(form, kept.hyper, long, 12, work) : kept;
  // An ε that hardly helps has drifted: it stays as it was.
  return { ...(free.error < 0.5 * kept.error ? free : kept), form };
}

const epsAxes = ({ axes }: Form): Axis[] => axes.filter(({ name }) => /^(.*\.)?eps/.test(name));

/** The form with every ε kept: too small to see at first, it would drift away while other numbers are wrong. */
const withoutEps = (form: Form): Form => ({ ...form, axes: form.axes.filter((axis) => !epsAxes(form).includes(axis)) });

/** The error of a form with these numbers. */
export function errorOf(form: Form, hyper: HyperValues, target: Target, work: Work): number {
  const r = residual(form, hyper, target, work);
  return Math.sqrt(r.reduce((sum, x) => sum + x * x, 0) / r.length);
}

/** (predicted − recorded) / size of the move. NaN counts as a large error. */
function residual({ rule }: Form, hyper: HyperValues, { run, recorded, weight }: Target, work: Work): Float64Array {
  work.replays++;
  const r = replay(rule, hyper, run);
  for (let i = 0; i < r.length; i++) {
    const error = (r[i] - recorded[i]) * weight[i];
    r[i] = Number.isFinite(error) ? error : 1e6;
  }
  return r;
}

/** Every combination of the axes' starts, or the first of them if there are too many. */
function startsOf({ axes, rule }: Form, given: HyperValues | undefined): HyperValues[] {
  const defaults = rule.hyper as Record<string, number>;
  const combine = (all: Record<string, number>[], { name, starts }: Axis): Record<string, number>[] =>
    starts.flatMap((value) => all.map((one) => ({ ...one, [name]: value })));
  const grid = (first: Record<string, number>, free: readonly Axis[]): Record<string, number>[] => {
    const counts = free.filter(({ discrete }) => discrete);
    const most = counts.length > 0 ? mostStarts / 4 : mostStarts;
    const numbers = free.filter(({ discrete }) => !discrete);
    const some = numbers.reduce((all, axis) => combine(all, axis).slice(0, most), [first]);
    return counts.reduce(combine, some);
  };
  if (given === undefined) return grid(defaults, axes);
  const own = axes.filter(({ name }) => !(name in given));
  // The numbers that fit without the wrapper, and the usual ones.
  return [...grid({ ...defaults, ...given }, own), ...grid(defaults, axes)];
}

/**
 * Gives lr in closed form: predictions are affine in lr, or nearly so.
 *
 *     p(lr) = p(0) + lr s          lr = ⟨θ − p(0), s⟩ / ⟨s, s⟩
 */
export function withRate(form: Form, hyper: HyperValues, target: Target, work: Work): Fitted {
  if (!("lr" in hyper)) return { form, hyper, error: errorOf(form, hyper, target, work) };
  const at = residual(form, hyper, target, work);
  const still = residual(form, { ...hyper, lr: 0 }, target, work);
  let [along, size] = [0, 0];
  for (let i = 0; i < at.length; i++) {
    const slope = at[i] - still[i];
    along -= slope * still[i];
    size += slope * slope;
  }
  const factor = along / size;
  if (!(factor > 0) || !Number.isFinite(factor)) return { form, hyper, error: Number.MAX_VALUE };
  let cost = 0;
  for (let i = 0; i < at.length; i++) cost += (still[i] + factor * (at[i] - still[i])) ** 2;
  return { form, hyper: { ...hyper, lr: hyper.lr * factor }, error: Math.sqrt(cost / at.length) };
}

/** Least squares over the axes that are not discrete. */
export function polish(form: Form, hyper: HyperValues, target: Target, iterations: number, work: Work): Fitted {
  const axes = form.axes.filter(({ discrete }) => !discrete);
  const at = (x: readonly number[]): HyperValues => ({ ...hyper, ...valuesOf(axes, x) });
  const { x, cost } = leastSquares(
    axes.map(({ name, scale }) => scale.toCoordinate(hyper[name])),
    {
      residual: (now) => residual(form, at(now), target, work),
      lower: axes.map(({ scale }) => scale.lower),
      upper: axes.map(({ scale }) => scale.upper),
      steps: axes.map(({ scale }) => scale.step),
      iterations,
    },
  );
  return { form, hyper: at(x), error: Math.sqrt(cost / target.recorded.length) };
}

const valuesOf = (axes: readonly Axis[], x: readonly number[]): HyperValues =>
  Object.fromEntries(axes.map(({ name, scale }, k) => [name, scale.toValue(x[k])]));
