import type { HyperValues } from "../../../optim/rule.ts";
import { attempted } from "./attempted.ts";
import { inMagnitudes } from "./axes.ts";
import { explore } from "./explore.ts";
import { type Fitted, fitForm, polish, type Work } from "./fit.ts";
import { type Form, isSame, plainForms, wrapped } from "./forms.ts";
import { relatives, shortestOf } from "./relatives.ts";
import { firstSteps, type Run } from "./run.ts";
import { type Settled, settle } from "./settle.ts";
import { exactTarget, verify } from "./verify.ts";
import { wrapperSettings } from "./wrapperSettings.ts";

/** The result of a search: forms that rounding explains, or else the closest fits. */
export interface Found {
  readonly settled: readonly Settled[];
  readonly closest: readonly Fitted[];
}

export type Progress = (done: string) => void;

/** Fits with larger errors are not refined. */
const hopeless = 0.1;
/** Fits whose misfit is below this may still become exact, once their numbers are rounded. */
const almost = 1e7;

/** Forms with larger errors are not explored, nor more forms than these. */
const [explorable, mostExplored] = [0.7, 24];

/** A form, and numbers from which its fit may start. */
interface Start {
  readonly form: Form;
  readonly hyper?: HyperValues;
}

/** Fits one form. */
type Fit = (start: Start, run: Run, work: Work) => Fitted;

const fromGrid: Fit = ({ form, hyper }, run, work) => fitForm(form, run, work, hyper);
const fromSamples: Fit = ({ form, hyper }, run, work) =>
  explore({ form, hyper: hyper ?? (form.rule.hyper as HyperValues), error: 1 }, run, work);

/**
 * Searches in stages, from short descriptions to long ones. Stops after the first stage in which something fits:
 *
 * 1. every published form, and the known bugs of those that fit, or else all;
 * 2. the closest of them by sampling;
 * 3. each inside one wrapper;
 * 4. the closest of these inside a second one.
 */
export function search(run: Run, work: Work, progress: Progress): Found {
  const stage = (starts: readonly Start[], fitOne: Fit): Found => fitAll(starts, fitOne, run, work, progress);
  const all = plainForms().map((form) => ({ form }));
  const usual = stage(
    all.filter(({ form }) => form.bug === null && !form.isRare),
    fromGrid,
  );
  const named = new Set(usual.settled.map(({ form }) => form.name));
  const isNamed = ({ name }: Form): boolean => named.size === 0 || named.has(name);
  const odd = stage(
    all.filter(({ form }) => form.bug !== null || form.isRare).filter(({ form }) => isNamed(form)),
    fromGrid,
  );
  const plain = joined(usual, odd);
  if (plain.settled.length > 0) return withSiblings(plain, stage);
  const unsure = plain.closest.filter(({ error }) => error < explorable).slice(0, mostExplored);
  const sampled = stage(unsure, fromSamples);
  if (sampled.settled.length > 0) return sampled;
  const known = bestOfEach([...sampled.closest, ...plain.closest]);
  const clean = known.filter(({ form }) => form.bug === null);
  const decayed = stage(aroundAll(clean, common), fromGrid);
  if (decayed.settled.length > 0) return decayed;
  const other = stage(aroundAll(clean, rare), fromGrid);
  if (other.settled.length > 0) return other;
  const published = { closest: [...decayed.closest, ...other.closest].sort(byError) };
  const near = new Set(published.closest.slice(0, 24).map(({ form }) => form.name));
  const broken = stage(aroundAll(known.filter(({ form }) => form.bug !== null && near.has(form.name))), fromGrid);
  if (broken.settled.length > 0) return broken;
  const single = [...published.closest, ...broken.closest].sort(byError);
  const double = stage(aroundAll(single.slice(0, 16)), fromGrid);
  return { settled: double.settled, closest: [...known, ...single, ...double.closest].sort(byError) };
}

/** The published forms that explain the first steps alone, such as those before a learning rate changes. */
export function searchStart(run: Run, work: Work, progress: Progress): readonly Settled[] {
  const steps = Math.max(8, Math.ceil(24 / run.weights));
  if (steps >= run.steps) return [];
  const forms = plainForms().filter(({ bug, isRare }) => bug === null && !isRare);
  const starts = forms.map((form) => ({ form }));
  return fitAll(starts, fromGrid, firstSteps(run, steps), work, progress).settled;
}

/** Wrappers that programs have as options of their rules, and the others. */
const common = ["l2", "decoupledDecay", "maximize"];
const rare = Object.keys(wrapperSettings).filter((name) => !common.includes(name));

/** If a bug fits, explores the rule without it: under signs, as in Lion, a fit of β may have missed. */
function withSiblings(found: Found, stage: (starts: readonly Start[], fitOne: Fit) => Found): Found {
  const [{ form, hyper }] = found.settled;
  if (form.bug === null) return found;
  const isSettled = (other: Form): boolean => found.settled.some((one) => isSame(one.form, other));
  const siblings = plainForms().filter((other) => other.bug === null && other.name === form.name && !isSettled(other));
  const more = stage(
    siblings.map((sibling) => ({ form: sibling, hyper })),
    fromSamples,
  );
  return joined(found, more);
}

const joined = (a: Found, b: Found): Found => ({
  settled: [...a.settled, ...b.settled].sort((one, other) => one.bits - other.bits),
  closest: [...a.closest, ...b.closest].sort(byError),
});

const byError = (a: Fitted, b: Fitted): number => a.error - b.error;

/** The best fit of every form, the closest first. */
function bestOfEach(fits: readonly Fitted[]): Fitted[] {
  const best = new Map<Form, Fitted>();
  for (const fit of fits) if (!(fit.error >= (best.get(fit.form)?.error ?? Infinity))) best.set(fit.form, fit);
  return [...best.values()].sort(byError);
}

/** Every form inside every wrapper that is not around it yet, the closest first. */
const aroundAll = (fits: readonly Fitted[], names = [...common, ...rare]): Start[] =>
  fits.flatMap(({ form, hyper }) =>
    form.isRare
      ? []
      : names
          .filter((name) => !form.wrappers.includes(name))
          .flatMap((name) => {
            const outer = wrapped(form, name);
            return outer === null ? [] : [{ form: outer, hyper }];
          }),
  );

function fitAll(starts: readonly Start[], fitOne: Fit, run: Run, work: Work, progress: Progress): Found {
  const settled: Settled[] = [];
  const closest: Fitted[] = [];
  for (const start of starts) {
    const fitted = attempted(() => fitOne(start, run, work));
    if (fitted === null) continue;
    closest.push(fitted);
    if (fitted.error < hopeless) {
      const exact = refine(fitted, run, work);
      const final = exact && settle(exact, run, work);
      if (final !== null && final.verdict.misfit <= 1) settled.push(final);
    }
    progress(start.form.rule.name);
  }
  const best = settled.length > 0 ? shortestOf(settled) : null;
  settled.push(...relatives(settled, run, work));
  // One of these may be simpler than all before: its relatives count too.
  if (best !== null && shortestOf(settled) !== best) settled.push(...relatives(settled, run, work));
  const shortest = settled.filter(
    (one) => !settled.some((other) => isSame(other.form, one.form) && other.bits < one.bits),
  );
  return { settled: shortest.sort((a, b) => a.bits - b.bits), closest: closest.sort(byError) };
}

/** Fits to the last digit; null unless rounding explains every step, or could with rounder numbers. */
function refine(fitted: Fitted, run: Run, work: Work): Fitted | null {
  const { form, hyper } = fitted;
  if (verify(form, hyper, run, work).misfit <= 1) return fitted;
  const target = exactTarget(form, hyper, run, work);
  const exact = polish(form, hyper, target, 30, work);
  const { misfit } = verify(form, exact.hyper, run, work);
  if (misfit <= 1) return exact;
  const axes = form.axes.map((axis) => inMagnitudes(axis, exact.hyper[axis.name]));
  const other = { ...polish({ ...form, axes }, exact.hyper, target, 60, work), form };
  const best = verify(form, other.hyper, run, work).misfit < misfit ? other : exact;
  return verify(form, best.hyper, run, work).misfit <= almost ? best : null;
}
