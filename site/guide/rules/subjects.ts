import { type Rule, type RuleFactory, rules, type WrapperFactory, wrappers } from "../../../src/optim/index.ts";
import { wrapperSettings } from "../../../src/testing/identify/support/wrapperSettings.ts";

/** A rule or a wrapper, for the page about it. */
export interface Subject {
  readonly name: string;
  readonly file: string;
  readonly isWrapper: boolean;
  /** The rule that a wrapper wraps on its page; "" for a rule. */
  readonly inner: string;
  readonly definition: RuleFactory["definition"];
  /** Makes a variant with the default hyperparameters, "" for the default form. A wrapper wraps its inner rule. */
  make(variant: string): Rule;
}

const factories: Readonly<Record<string, RuleFactory>> = rules;

/** Where gradient descent would not show the point: it has no momentum to reset, and divides by nothing. */
const innerRules: Readonly<Record<string, string>> = { lookahead: "momentum", l2: "adam", decoupledDecay: "adam" };

const ofRule = ([name, factory]: [string, RuleFactory]): Subject => ({
  name,
  file: `src/optim/rules/${name}.ts`,
  isWrapper: false,
  inner: "",
  definition: factory.definition,
  make: (variant) => factory(variant === "" ? {} : { variant }),
});

function ofWrapper([name, wrapper]: [string, WrapperFactory]): Subject {
  const inner = innerRules[name] ?? "sgd";
  return {
    name,
    file: `src/optim/wrappers/${name}.ts`,
    isWrapper: true,
    inner,
    definition: wrapper.definition,
    make: (variant) => wrapper(factories[inner](), { ...wrapperSettings[name], ...(variant !== "" && { variant }) }),
  };
}

/** Every rule, then every wrapper. */
export const subjects: readonly Subject[] = [
  ...Object.entries(factories).map(ofRule),
  ...Object.entries(wrappers as Readonly<Record<string, WrapperFactory>>).map(ofWrapper),
];
