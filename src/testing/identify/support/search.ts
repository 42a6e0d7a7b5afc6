import type { HyperValues } from "../../../optim/rule.ts";
import { type Fitted, fitForm, polish, type Work } from "./fit.ts";
import { type Form, plainForms, wrapped, wrapperSettings } from "./forms.ts";
import type { Run } from "./run.ts";
import { type Settled, settle } from "./settle.ts";
import { exactTarget, verify } from "./verify.ts";

/** What a search found: forms that rounding explains, or else the closest fits. */
export interface Found {
  readonly settled: readonly Settled[];
  readonly closest: readonly Fitted[];
}

export type Progress = (done: string) => void;

/** Fits with larger errors are not refined. */
const hopeless = 0.1;
/** Fits whose misfit is below this may still become exact, once their numbers are rounded. */
const almost = 1e4;

/**
 * Searches in stages, from short descriptions to long ones, and stops after the first stage in which something fits:
 * every published form and known bug; each of them inside one wrapper; the closest of these inside a second one.
 * Bugs are wrapped only of rules that come close without them.
 */
export function search(run: Run, work: Work, progress: Progress): Found {
  const plain = fitAll(plainForms(), run, work, progress);
  if (plain.settled.length > 0) return plain;
  const published = fitAll(aroundAll(plain.closest.filter(({ form }) => form.bug === null)), run, work, progress);
  if (published.settled.length > 0) return published;
  const near = new Set(published.closest.slice(0, 24).map(({ form }) => form.name));
  const bugs = plain.closest.filter(({ form }) => form.bug !== null && near.has(form.name));
  const broken = fitAll(aroundAll(bugs), run, work, progress);
  if (broken.settled.length > 0) return broken;
  const single = [...published.closest, ...broken.closest].sort((a, b) => a.error - b.error);
  const double = fitAll(aroundAll(single.slice(0, 16)), run, work, progress);
  const closest = [...plain.closest, ...single, ...double.closest].sort((a, b) => a.error - b.error);
  return { settled: double.settled, closest };
}

/** A form, and numbers from which its fit may start. */
interface Start {
  readonly form: Form;
  readonly hyper?: HyperValues;
}

/** Every form inside every wrapper that is not around it yet, the closest first. */
const aroundAll = (fits: readonly Fitted[]): Start[] =>
  fits.flatMap(({ form, hyper }) =>
    form.isRare
      ? []
      : Object.keys(wrapperSettings)
          .filter((name) => !form.wrappers.includes(name))
          .flatMap((name) => {
            const outer = wrapped(form, name);
            return outer === null ? [] : [{ form: outer, hyper }];
          }),
  );

function fitAll(starts: readonly (Start | Form)[], run: Run, work: Work, progress: Progress): Found {
  const settled: Settled[] = [];
  const closest: Fitted[] = [];
  for (const start of starts) {
    const { form, hyper = undefined } = "form" in start ? start : { form: start };
    const fitted = attempted(() => fitForm(form, run, work, hyper));
    if (fitted === null) continue;
    closest.push(fitted);
    if (fitted.error < hopeless) {
      const exact = refine(fitted, run, work);
      const final = exact && settle(exact, run, work);
      if (final !== null && final.verdict.misfit <= 1) settled.push(final);
    }
    progress(form.rule.name);
  }
  settled.push(...relatives(settled, run, work));
  settled.sort((a, b) => a.bits - b.bits);
  closest.sort((a, b) => a.error - b.error);
  return { settled, closest };
}

/**
 * Other forms that fit with the numbers of the best one, and may be simpler: Adam where AdamW without decay fits, or
 * the rule without a wrapper that never acted.
 */
function relatives(settled: readonly Settled[], run: Run, work: Work): Settled[] {
  if (settled.length === 0) return [];
  const best = settled.reduce((a, b) => (b.bits < a.bits ? b : a));
  const { form: found, hyper: numbers } = best;
  const stacks = [found.wrappers, ...found.wrappers.map((_, k) => found.wrappers.filter((_name, j) => j !== k))];
  const plain = plainForms().filter(({ bug, name }) => bug === null || (bug === found.bug && name === found.name));
  const forms = stacks.flatMap((wrappers) => plain.map((form) => stacked(form, wrappers)));
  const others = forms.filter((form) => form !== null && !settled.some((one) => isSame(one.form, form))) as Form[];
  return others.flatMap((form) => {
    const shared = Object.entries(form.rule.hyper).map(([name, value]) => [name, numbers[name] ?? value]);
    const fitted: Fitted = { form, hyper: Object.fromEntries(shared), error: 0 };
    const fits = attempted(() => verify(form, fitted.hyper, run, work).misfit <= 1) ?? false;
    return fits ? [settle(fitted, run, work)] : [];
  });
}

const stacked = (form: Form, wrappers: readonly string[]): Form | null =>
  wrappers.reduceRight((inside: Form | null, name) => inside && wrapped(inside, name), form);

const isSame = (a: Form, b: Form): boolean => a.rule.name === b.rule.name && a.variant === b.variant && a.bug === b.bug;

/** The result, or null where a form refuses the shapes of the tensors, as Muon refuses vectors. */
function attempted<T>(work: () => T): T | null {
  try {
    return work();
  } catch (error) {
    if (error instanceof RangeError) return null;
    throw error;
  }
}

/** Fits to the last digit; null unless rounding explains every step, or could with rounder numbers. */
function refine(fitted: Fitted, run: Run, work: Work): Fitted | null {
  if (verify(fitted.form, fitted.hyper, run, work).misfit <= 1) return fitted;
  const target = exactTarget(fitted.form, fitted.hyper, run, work);
  const exact = polish(fitted.form, fitted.hyper, target, 30, work);
  return verify(exact.form, exact.hyper, run, work).misfit <= almost ? exact : null;
}
