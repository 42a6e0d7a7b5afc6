/** @file Rules that are wrong on purpose: the bugs of real programs that `identify` knows. */

import { type KnownBug, knownBugs } from "../../src/testing/identify/knownBugs.ts";
import { type Choice, newChoice } from "./choice.ts";
import { elementwiseForms, type Form } from "./forms.ts";

const byName = new Map(knownBugs.map((bug) => [bug.name, bug]));

export const bugNamed = (name: string): KnownBug | undefined => byName.get(name);

/** The form that a bug breaks. */
export const formOf = ({ rule, variant = "" }: KnownBug): Form => ({ rule, variant });

/** Bugs without effect at the defaults: this one needs a dampening. */
const invisible: readonly string[] = ["momentum.dampenedStart"];

const isVisible = (bug: KnownBug): boolean =>
  !invisible.includes(bug.name) &&
  elementwiseForms.some(({ rule, variant }) => rule === bug.rule && variant === formOf(bug).variant);

/** The bugs that the stage can show. */
export const shownBugs: readonly KnownBug[] = knownBugs.filter(isVisible);

/** The part of a bug's name behind the rule's, which links hold. */
export const shortName = ({ name, rule }: KnownBug): string => name.slice(rule.length + 1);

/** `m is not corrected for its start at 0 (holocron's RAdam)`. */
export const bugText = ({ what, who }: KnownBug): string => (who === undefined ? what : `${what} (${who})`);

/** Choices with a broken rule added, and the correct one before it unless it is there. */
export function withBug(choices: readonly Choice[], bug: KnownBug): Choice[] {
  const form = formOf(bug);
  const isCorrect = (one: Choice): boolean =>
    one.rule === form.rule && one.variant === form.variant && one.bug === undefined;
  const correct = choices.find(isCorrect);
  const added = correct ? [...choices] : [...choices, newChoice(form, choices)];
  return [...added, { ...newChoice(form, added), settings: correct?.settings ?? {}, bug: bug.name }];
}
