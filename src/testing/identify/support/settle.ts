/** @file Replaces fitted numbers by round ones where the recording allows it, and finds those it does not determine. */
import type { HyperValues } from "../../../optim/rule.ts";
import { type Axis, areNear, doubledAndHalved, isComplement } from "./axes.ts";
import { errorOf, type Fitted, polish, type Work } from "./fit.ts";
import type { Form } from "./forms.ts";
import type { Run } from "./run.ts";
import type { Target } from "./target.ts";
import { exactTarget, type Verdict, verify } from "./verify.ts";

/** A form with its final numbers. */
export interface Settled extends Fitted {
  readonly verdict: Verdict;
  readonly undetermined: readonly string[];
  /** The length of the description in bits: names, and digits of numbers. Shorter is likelier. */
  readonly bits: number;
}

/** Rounded numbers leave room for the chance in `verify`, so that an equal form fits with them too. */
const roomy = 0.7;
/** The most digits of agreement that rounded numbers may cost. */
const mostLost = 0.7;

/** Rounds the numbers of a form that fits, one after the other, and fits the others again. */
export function settle(fitted: Fitted, run: Run, work: Work): Settled {
  const { form } = fitted;
  const target = exactTarget(form, fitted.hyper, run, work);
  const least = verify(form, fitted.hyper, run, work).digits - mostLost;
  const rounded = new Set<string>();
  let now: Fitted = fitted;
  for (const axis of inOrder(form.axes)) {
    const next = roundedFit(now, axis, rounded, { run, target, work, least });
    if (next === null) continue;
    now = next;
    rounded.add(axis.name);
  }
  return describe(now, run, work);
}

/** A form with the numbers that it has. */
export function describe(fitted: Fitted, run: Run, work: Work): Settled {
  const { form, hyper } = fitted;
  const verdict = verify(form, hyper, run, work);
  const undetermined = form.axes.filter((axis) => isFree(fitted, axis, run, work)).map(({ name }) => name);
  return { ...fitted, verdict, undetermined, bits: bitsOf(form, hyper, verdict.digits) };
}

/** Numbers that are usually 0 first, then those with small effects, the learning rate last. */
const inOrder = (axes: readonly Axis[]): Axis[] => {
  const rank = ({ name, usual: [first] }: Axis): number =>
    first === 0 ? 0 : /eps|[dD]ecay|l2/.test(name) ? 1 : name === "lr" ? 3 : 2;
  return [...axes].sort((a, b) => rank(a) - rank(b));
};

interface Place {
  readonly run: Run;
  readonly target: Target;
  readonly work: Work;
  /** The digits to which rounded numbers must agree with the recording. */
  readonly least: number;
}

/** The fit with the roundest value of one axis that rounding errors allow; null if only its fitted value does. */
function roundedFit(now: Fitted, axis: Axis, done: ReadonlySet<string>, place: Place): Fitted | null {
  const { form } = now;
  const free = { ...form, axes: form.axes.filter(({ name }) => name !== axis.name && !done.has(name)) };
  for (const value of roundValues(axis, now.hyper[axis.name])) {
    const hyper = { ...now.hyper, [axis.name]: value };
    // Far from the fitted value nothing fits, unless the value has little effect.
    const isNear = areNear(axis, value, now.hyper[axis.name]);
    if (!isNear && errorOf(form, hyper, place.target, place.work) > 10 * now.error + 10) continue;
    if (isGood(form, hyper, place)) return { ...now, hyper };
    if (axis.discrete) continue;
    const again = polish(free, hyper, place.target, 12, place.work);
    if (isGood(form, again.hyper, place)) return { ...again, form };
  }
  return null;
}

function isGood(form: Form, hyper: HyperValues, { run, work, least }: Place): boolean {
  const { misfit, digits } = verify(form, hyper, run, work);
  return misfit <= roomy && digits >= Math.min(least, 12);
}

/** Usual values, then values of few digits near the fitted one. */
function roundValues(axis: Axis, fitted: number): number[] {
  if (axis.discrete) return [fitted];
  const fromOne = isComplement(axis);
  const near = [1, 2, 3, 4].map((digits) => {
    const rounded = Number((fromOne ? 1 - fitted : fitted).toPrecision(digits));
    return fromOne ? Number((1 - rounded).toPrecision(15)) : rounded;
  });
  return [...new Set([...axis.usual, ...near])].filter((value) => Number.isFinite(value) && value >= 0);
}

/** Returns whether twice and half the value fit too. */
function isFree({ form, hyper }: Fitted, axis: Axis, run: Run, work: Work): boolean {
  const value = hyper[axis.name];
  if (axis.discrete || axis.name === "lr" || value === 0) return false;
  const others = doubledAndHalved(axis, value);
  return others.every((other) => verify(form, { ...hyper, [axis.name]: other }, run, work).misfit <= 1);
}

/**
 * The bits that name a form and its numbers. A usual value costs few bits. An odd one costs its digits, as far as the
 * recording determines them.
 */
function bitsOf(form: Form, hyper: HyperValues, agreed: number): number {
  const names = 5 * form.wrappers.length + (form.bug === null ? 0 : 8) + (form.variant === "" ? 0 : 1);
  const isKnown = (name: string): boolean => form.axes.some((axis) => axis.name === name);
  const odd = Object.entries(form.rule.hyper).filter(([name, value]) => !isKnown(name) && hyper[name] !== value);
  return form.axes.reduce(
    (sum, { name, usual }) => {
      const place = usual.indexOf(hyper[name]);
      if (place === 0) return sum;
      if (place > 0) return sum + 1 + Math.log2(1 + place);
      const digits = Math.min(digitsOf(hyper[name]), digitsOf(1 - hyper[name]));
      return (
        sum +
        4 +
        3.3 * Math.min(digits, 9, Math.ceil(agreed) + 1) +
        Math.log2(1 + Math.abs(Math.log10(hyper[name] || 1)))
      );
    },
    names + 6 * odd.length,
  );
}

const digitsOf = (x: number): number =>
  Number(x.toPrecision(12)).toExponential().split("e")[0].replace(/[-.]/g, "").length;
