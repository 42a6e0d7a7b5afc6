import { type Rule, type RuleFactory, rules, sgd, type WrapperFactory, wrappers } from "../../../src/optim/index.ts";
import { wrapperSettings } from "../../../src/testing/identify/support/forms.ts";

/** A rule or a wrapper, for the page about it. */
export interface Subject {
  readonly name: string;
  readonly file: string;
  readonly isWrapper: boolean;
  readonly definition: RuleFactory["definition"];
  /** Makes a variant with the default hyperparameters, "" for the default form. A wrapper wraps gradient descent. */
  make(variant: string): Rule;
}

const ofRule = ([name, factory]: [string, RuleFactory]): Subject => ({
  name,
  file: `src/optim/rules/${name}.ts`,
  isWrapper: false,
  definition: factory.definition,
  make: (variant) => factory(variant === "" ? {} : { variant }),
});

const ofWrapper = ([name, wrapper]: [string, WrapperFactory]): Subject => ({
  name,
  file: `src/optim/wrappers/${name}.ts`,
  isWrapper: true,
  definition: wrapper.definition,
  make: (variant) => wrapper(sgd(), { ...wrapperSettings[name], ...(variant !== "" && { variant }) }),
});

/** Every rule, then every wrapper. */
export const subjects: readonly Subject[] = [
  ...Object.entries(rules as Readonly<Record<string, RuleFactory>>).map(ofRule),
  ...Object.entries(wrappers as Readonly<Record<string, WrapperFactory>>).map(ofWrapper),
];
