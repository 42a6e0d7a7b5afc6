import * as original from "../optim/index.ts";
import type { Hyper, Rule } from "../optim/rule.ts";
import type { Claim, Optim } from "./support/claim.ts";

export type Settings = Readonly<Record<string, Hyper | string | boolean>>;

/**
 * The reach of a weight's update: the weight's own gradients, its tensor (a norm, rows and columns), or the whole model
 * (a statistic of all parameters).
 */
export type Scope = "weight" | "tensor" | "model";

/** A rule or wrapper under test: how to make it, settings that converge, and the claims about it. */
export interface Subject {
  name: string;
  /** The rule with the test's settings and those given. A wrapper wraps `inner`, which gets `extra`. */
  make(optim: Optim, extra?: Settings): Rule;
  /** True for a wrapper. */
  isWrapper: boolean;
  /** The reach of a weight's update, read from the rule's definition. */
  readonly scope: Scope;
  /** True if the rule takes matrices only. */
  matrix: boolean;
  /** Settings under which a positive factor on all gradients changes no weight; undefined if there are none, null if
   * that is unknown. */
  scaleFree?: Settings | null;
  /** True if mirrored weights and gradients give the mirrored path. */
  isMirrored: boolean;
  /** Variants for which that does not hold, because a buffer of signed numbers does not start at 0. */
  asymmetric: readonly string[];
  /** True if it changes only tensors with 2 or more axes. */
  sparesVectors: boolean;
  /** True if it maximizes. */
  ascends: boolean;
  /** True if its learning rate needs no schedule, or is read at t = 1 only. */
  constant: boolean;
  /** The learning rates that converge; at t = 1, falling in a straight line to 0, if the rate is not constant. */
  lr: { quadratic: number; rosenbrock: number; spiral: number };
  /** The claims of the rule's paper, and closed forms. */
  claims: readonly Claim[];
}

interface Given {
  lr: Subject["lr"];
  /** For a wrapper: the rule to wrap. */
  inner?: string;
  /** Settings of the tests that differ from the defaults. */
  settings?: Settings;
  matrix?: true;
  asymmetric?: readonly string[];
  sparesVectors?: true;
  scaleFree?: Settings;
  ascends?: true;
  constant?: true;
  claims: readonly Claim[];
}

type Factory = (settings?: Settings) => Rule;
type Wrapper = (inner: Rule, settings?: Settings) => Rule;

/** Describes the rule or wrapper that src/optim exports as `name`. */
export function subject(name: string, { inner, settings, ...given }: Given): Subject {
  const make: Subject["make"] = (optim, extra) => {
    const of = optim as unknown as Record<string, Factory & Wrapper>;
    return inner === undefined ? of[name]({ ...settings, ...extra }) : of[name](of[inner](extra), settings);
  };
  const absent = {
    matrix: false,
    isMirrored: true,
    asymmetric: [],
    sparesVectors: false,
    ascends: false,
    constant: false,
  };
  return {
    name,
    make,
    isWrapper: inner !== undefined,
    ...absent,
    ...given,
    get scope() {
      return scopeOf(make(original));
    },
  };
}

function scopeOf(rule: Rule): Scope {
  if (rule.prepare !== undefined || rule.beforeStep !== undefined) return "model";
  return rule.elementwise ? "weight" : "tensor";
}
