/** @file A published form with one known mistake of ports: in its settings, its step count, its memory or its decay. */
import { l2, maximize } from "../../optim/index.ts";
import type { Rule } from "../../optim/rule.ts";
import { knownBugs } from "../identify/knownBugs.ts";
import type { OtherForm } from "../nearestForm.ts";
import type { Form } from "./candidate.ts";

type Values = Readonly<Record<string, number>>;

/** Returns every mistake that the form can have with these settings. */
export function bentForms(form: Form, settings: Values): OtherForm[] {
  const { name, variant, factory } = form;
  const make = (change: Values): Rule => factory({ ...settings, ...change, ...(variant !== "" && { variant }) });
  const bent = (words: string, rule: () => Rule): OtherForm[] => {
    try {
      return [{ rule: rule(), words: `${name} ${words}`, note: "" }];
    } catch {
      return []; // A setting out of range.
    }
  };
  return [
    ...changesOf(settings).flatMap(([words, change]) => bent(words, () => make(change))),
    ...bent("that moves along the gradient, not against it", () => maximize(make({}))),
    ...bent("with t counted from 0", () => counting(make({}), -1)),
    ...bent("with t counted from 2", () => counting(make({}), 1)),
    ...bent("that forgets its buffers after every step", () => forgetful(make({}))),
    ...bugsOf(form, settings),
    ...decayMistakes(settings, make).flatMap(([words, rule]) => bent(words, rule)),
  ];
}

/** The mistakes of known programs, in any variant of the rule. */
function bugsOf({ name, given, factory }: Form, settings: Values): OtherForm[] {
  return knownBugs
    .filter(({ rule }) => given === null && rule === name)
    .map(({ variant = "", form, what, who }) => {
      const { hyper } = factory({ variant });
      const own = Object.entries(settings).filter(([key]) => Object.hasOwn(hyper, key));
      const rule = { ...factory({ ...Object.fromEntries(own), variant }), ...form };
      return { rule, words: `${name}, but ${what}`, note: who === undefined ? "" : `as in ${who}` };
    });
}

/** A mistake in words, and the settings of the same rule that describe it. */
type Change = readonly [words: string, change: Values];

function changesOf({ lr, beta1, beta2, eps, epsRoot, mu, rho, weightDecay }: Values): Change[] {
  const decays = Object.entries({ beta1, beta2, mu, rho }).filter(([, value]) => value !== undefined);
  const changes: (Change | false)[] = [
    ...(epsRoot === undefined || eps === undefined ? [] : epsChanges(eps)),
    lr !== undefined && ["with lr multiplied twice", { lr: lr * lr }],
    beta2 !== undefined && beta1 !== undefined && ["with β₁ and β₂ exchanged", { beta1: beta2, beta2: beta1 }],
    ...decays.map(([key, value]): Change => [`with ${key} and 1 − ${key} exchanged`, { [key]: 1 - value }]),
    weightDecay !== undefined && ["without weight decay", { weightDecay: 0 }],
    lr > 0 && weightDecay > 0 && ["with weight decay not multiplied by lr", { weightDecay: weightDecay / lr }],
  ];
  return changes.filter((change) => change !== false);
}

const epsChanges = (eps: number): Change[] => [
  ["with ε inside the root", { eps: 0, epsRoot: eps }],
  ["with ε² inside the root", { eps: 0, epsRoot: eps * eps }],
  ["without ε", { eps: 0, epsRoot: 0 }],
  ["with ε both inside and outside the root", { eps, epsRoot: eps }],
];

/** Decay added to the gradient, where the form subtracts it from the weights. */
function decayMistakes({ weightDecay, lr }: Values, make: (change: Values) => Rule): [words: string, () => Rule][] {
  if (!(weightDecay > 0)) return [];
  const added = (share: number) => (): Rule => l2(make({ weightDecay: 0 }), { l2: share });
  return [
    ["with weight decay added to the gradient (L2), not decoupled", added(weightDecay)],
    ["with weight decay times lr added to the gradient (L2), not decoupled", added(weightDecay * lr)],
  ];
}

const counting = (rule: Rule, ahead: number): Rule => ({
  ...rule,
  update: (step, state, hyper) => rule.update({ ...step, t: step.t + ahead }, state, hyper),
});

const forgetful = (rule: Rule): Rule => ({
  ...rule,
  update(step, _, hyper) {
    rule.update(step, rule.init(step.theta, step.shape, hyper), hyper);
  },
});
