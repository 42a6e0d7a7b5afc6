/** @file Every rule and variant, wrapped as a stranger's optimizer, is found to be what it is. */
import { describe, expect, it } from "vitest";
import {
  Optimizer,
  type Parameter,
  type RuleFactory,
  rules,
  type WrapperFactory,
  wrappers,
} from "../../src/optim/index.ts";
import type { OptimizerState } from "../../src/optim/state/optimizerState.ts";
import { checkRule } from "../../src/testing/checkRule.ts";
import { driver } from "../../src/testing/driver.ts";
import { trajectories } from "../../src/testing/trajectories.ts";

const factories: readonly RuleFactory[] = Object.values(rules);
const forms = factories
  .filter(({ definition }) => !definition.needsClosure)
  .flatMap((factory) => ["", ...Object.keys(factory.definition.variants)].map((variant) => ({ factory, variant })));

/** Reads each hyperparameter of its form by name, as destructuring does. */
const wrapped = (factory: RuleFactory, variant: string) =>
  driver<{ param: Parameter; optimizer: Optimizer }>({
    start(data, hyper, shape) {
      const own = Object.keys(factory({ variant }).hyper).map((name) => [name, hyper[name]]);
      const param = { data, grad: null, shape };
      return { param, optimizer: new Optimizer([param], factory({ ...Object.fromEntries(own), variant })) };
    },
    step({ param, optimizer }, g) {
      param.grad = g;
      optimizer.step();
    },
    theta: ({ param }) => param.data,
    state: ({ optimizer }) => structuredClone(optimizer.stateDict()),
    restore: ({ optimizer }, state) => optimizer.loadStateDict(state as OptimizerState),
  });

describe("every wrapper", () => {
  const required: Readonly<Record<string, Readonly<Record<string, number>>>> = {
    agc: { clip: 0.1 },
    centralize: { outputAxis: 0 },
    clipByNorm: { maxNorm: 0.5 },
    clipByValue: { limit: 0.3 },
    decoupledDecay: { weightDecay: 0.1 },
    l2: { l2: 0.1 },
  };
  it.each(Object.entries<WrapperFactory>(wrappers))("%s around adam is what it is", (name, wrap) => {
    const like = wrap(rules.adam(), required[name]);
    const { passed, message, checks } = checkRule(wrap(rules.adam({ lr: 0.02 }), required[name]), { like });
    expect(passed, message).toBe(true);
    expect(checks.length).toBeGreaterThan(10);
  });
});

describe("every form", () => {
  it.each(forms)("$factory.definition.name $variant", async ({ factory, variant }) => {
    const { name } = factory.definition;
    const options = { like: name, variant, trajectories: await trajectories(name, { variant }) };
    const own = checkRule(factory, options);
    expect(own.passed, own.message).toBe(true);
    const report = checkRule(wrapped(factory, variant), options);
    expect(report.passed, report.message).toBe(true);
    expect(report.checks.length).toBeGreaterThan(15);
  });

  it("of a variant is told from the default form, and named", () => {
    const variants = forms.filter(({ variant }) => variant !== "");
    const found = variants.map(({ factory, variant }) => {
      const { passed, nearest } = checkRule(wrapped(factory, variant), { like: factory.definition.name });
      return { form: `${factory.definition.name} ${variant}`, passed, nearest };
    });
    // With a constant lr and the defaults of the variant, these are their rule's default form.
    const same = ["adagrad pytorch", "momentum pytorch", "nesterov pytorch", "rmsprop pytorch", "rmsprop tensorflow"];
    const named = found.filter(({ nearest }) => nearest !== null);
    expect(named.filter(({ form, nearest }) => form !== `${nearest?.rule} ${nearest?.variant}`)).toEqual([]);
    expect(found.filter(({ passed }) => passed).map(({ form }) => form)).toEqual(same);
    expect(named.length).toBe(variants.length - same.length);
  });
});
