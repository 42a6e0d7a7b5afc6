import type { Kind } from "../check/kinds.ts";
import type { RuleKernel } from "../kernels/ruleKernel.ts";

/** The publication or program that a form was written from. */
export interface Source {
  readonly authors: string;
  readonly title: string;
  readonly venue?: string;
  readonly year: number;
  readonly url?: string;
  /** The algorithm, equation, section or file. */
  readonly place?: string;
}

/** A published form or program that computes something else. */
export interface Difference {
  readonly who: string;
  /** The variant that computes the same as `who`. */
  readonly variant?: string;
  /** A sentence with the first numbers that differ. */
  readonly how: string;
}

/** A rule or wrapper as data: `adam.definition`. The command line, README and pages read it. */
export interface Definition {
  readonly name: string;
  readonly source?: Source | undefined;
  /** The hyperparameters of the default form. One without a fallback is required. */
  readonly hyper: Readonly<Record<string, Kind<number>>>;
  /** Other published forms by name, each with all of its hyperparameters. */
  readonly variants: Readonly<Record<string, { readonly source: Source; readonly hyper: Definition["hyper"] }>>;
  readonly differsFrom: readonly Difference[];
  /** True where `step` needs a closure, because the rule evaluates the loss again. */
  readonly needsClosure: boolean;
  /** The compiled forms, or the reason why a form stays a loop. A rule without them runs its loops. */
  readonly kernel?: RuleKernel | undefined;
}
