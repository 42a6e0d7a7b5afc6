/** @file Definitions of rules and wrappers: variants, the data that can be read back, and what is refused. */
import { describe, expect, it } from "vitest";
import { fraction, nonNegative } from "../../src/check/kinds.ts";
import { defineRule, lookahead, Optimizer, rules, sam, sgd } from "../../src/optim/index.ts";

const source = { authors: "A. Author", title: "A rule", year: 2000 };

const drift = defineRule({
  name: "drift",
  source,
  hyper: { lr: nonNegative.or(0.5), beta: fraction.or(0.9) },
  init: () => ({}),
  update({ theta }, _state, { lr }) {
    for (let i = 0; i < theta.length; i++) theta[i] -= lr;
  },
  variants: {
    keras: {
      source,
      hyper: { lr: nonNegative.or(2), beta: undefined, shift: 3 },
      init: () => ({ seen: new Float64Array(1) }),
      update({ theta }, { seen }, { lr, shift }) {
        for (let i = 0; i < theta.length; i++) theta[i] += lr * shift;
        seen[0]++;
      },
    },
  },
  differsFrom: [{ who: "Keras", variant: "keras", how: "it drifts upwards" }],
});

const optimizerOf = (rule: ReturnType<typeof drift>) =>
  new Optimizer([{ data: Float64Array.of(0), grad: Float64Array.of(1), shape: [1] }], rule);

describe("a variant", () => {
  it("has its own update, buffers, hyperparameters and defaults", () => {
    const rule = drift({ variant: "keras" });
    expect([rule.name, rule.variant, rule.hyper]).toEqual(["drift", "keras", { lr: 2, shift: 3 }]);
    const optimizer = optimizerOf(rule);
    optimizer.step();
    expect(optimizer.parameterStates()[0].param.data[0]).toBe(6);
    expect(optimizer.parameterStates()[0].state?.seen[0]).toBe(1);
  });

  it("is the default form if none is named", () => {
    expect(drift().variant).toBe("");
    expect(drift({ variant: "" }).hyper).toEqual(drift().hyper);
    expect(sgd({ variant: "" }).variant).toBe("");
  });

  it("must exist", () => {
    expect(() => drift({ variant: "kers" as "keras" })).toThrow(
      'drift: unknown variant "kers"; did you mean "keras"? Variants: keras',
    );
    expect(() => drift({ variant: "constructor" as "keras" })).toThrow('drift: unknown variant "constructor"');
    expect(() => drift({ variant: 1 as unknown as "keras" })).toThrow("drift: variant must be a name, got 1");
    expect(() => sgd({ variant: "keras" } as object)).toThrow('sgd: unknown variant "keras"; there are none');
  });

  it("refuses hyperparameters of the other forms", () => {
    expect(() => drift({ variant: "keras", beta: 0.5 })).toThrow('drift: unknown option "beta"');
    expect(() => drift({ shift: 1 })).toThrow('drift: unknown option "shift"');
  });

  it("does not load the state of another", () => {
    const keras = optimizerOf(drift({ variant: "keras" })).stateDict();
    expect(keras).toMatchObject({ rule: "drift", variant: "keras" });
    expect(() => optimizerOf(drift()).loadStateDict(keras)).toThrow(
      'it is the state of variant "keras" of drift, the optimizer has the default form',
    );
    optimizerOf(drift({ variant: "keras" })).loadStateDict(keras);
  });

  it("of a wrapper and of the rule inside are both part of the new rule's", () => {
    const variants = [
      lookahead(drift(), { variant: "reset" }),
      lookahead(drift({ variant: "keras" })),
      lookahead(drift({ variant: "keras" }), { variant: "reset" }),
    ].map(({ variant }) => variant);
    expect(variants).toEqual(["reset", "(keras)", "reset(keras)"]);
  });
});

it("parts that are undefined are as those left out", () => {
  const update = (): void => {};
  const rule = defineRule({
    name: "mine",
    hyper: { lr: 1 },
    init: () => ({ m: new Float32Array(2) }),
    update,
    variants: { other: { source, update, ...({ init: undefined } as object) } },
    ...({ elementwise: undefined } as object),
  })({ variant: "other" });
  expect([rule.elementwise, rule.init(new Float32Array(2), [2], {})]).toEqual([true, { m: new Float32Array(2) }]);
});

describe("the definition", () => {
  it("can be read from the factory", () => {
    const { definition } = drift;
    expect(definition).toMatchObject({ name: "drift", source, needsClosure: false });
    expect(definition.differsFrom).toEqual([{ who: "Keras", variant: "keras", how: "it drifts upwards" }]);
    expect([definition.hyper.beta.text, definition.hyper.beta.fallback]).toEqual([fraction.text, 0.9]);
    expect(Object.keys(definition.variants.keras.hyper)).toEqual(["lr", "shift"]);
  });

  it("says which rules and wrappers need a closure", () => {
    const needing = Object.values({ ...rules, sam, lookahead }).filter(({ definition }) => definition.needsClosure);
    expect(needing.map(({ definition }) => definition.name)).toEqual(["lbfgs", "sam"]);
  });
});

describe("a hyperparameter's name", () => {
  it.each(["constructor", "toString", "hasOwnProperty", "variant"])("must not be %s", (name) => {
    const define = () => defineRule({ name: "mine", hyper: { [name]: 1 }, init: () => ({}), update: () => {} });
    expect(define).toThrow(
      `mine: a hyperparameter must not be named "${name}", which means something else in settings; rename it`,
    );
  });

  it("must not be __proto__, written either way", () => {
    for (const hyper of [{ __proto__: nonNegative.or(1) }, { ["__proto__"]: 1 }])
      expect(() => defineRule({ name: "mine", hyper, init: () => ({}), update: () => {} })).toThrow(
        'mine: a hyperparameter must not be named "__proto__"',
      );
  });
});

it("a hyperparameter is a kind with a default, or a number, which may then be any finite one", () => {
  const define = (hyper: object) =>
    defineRule({ name: "mine", hyper: hyper as { lr: number }, init: () => ({}), update: () => {} });
  expect(define({ lr: 1 })({ lr: -5 }).hyper).toEqual({ lr: -5 });
  expect(() => define({ lr: 1 })({ lr: Number.NaN })).toThrow("mine: lr must be a finite number, got NaN");
  expect(() => define({ lr: "1" })).toThrow('mine: hyperparameter lr must be a number or a kind, got "1"');
});
