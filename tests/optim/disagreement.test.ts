/** @file Where publications disagree, the forms do differ: no option is without effect. (That each is right: golden.test.ts.) */
import { describe, expect, it } from "vitest";
import { Optimizer, type RuleFactory, rules } from "../../src/optim/index.ts";

/** The stream: one matrix whose weights see the same seven gradients, each from its own beginning and at its own scale, a rate that halves at step 4. */
const gradients = [0.1, -0.2, 0.3, 0.3, -0.05, 0.4, 0.02];
const scales = [1, 0.1, -0.01, 3];
const halving = (lr: number) => (t: number) => (t < 4 ? lr : lr / 2);
/** Settings, where a rule has them, at which its forms can be told apart: what is 0 by default must not be 0 here. */
const told = { lr: halving(0.01), beta2: 0.9, eps: 1e-3, mu: 0.9, dampening: 0.5, weightDecay: 0.1 };

function weights(factory: RuleFactory, option: string, choice: string | boolean): number[] {
  const own = Object.entries(told).filter(([name]) => name in factory().hyper);
  const param = { data: Float64Array.of(1, -0.5, 0.25, 2), grad: null as Float64Array | null, shape: [2, 2] };
  const optimizer = new Optimizer([param], factory({ ...Object.fromEntries(own), [option]: choice }));
  for (const t of gradients.keys()) {
    param.grad = Float64Array.from(scales, (scale, i) => scale * gradients[(t + i) % gradients.length]);
    optimizer.step();
  }
  return [...param.data];
}

const options = Object.entries(rules).flatMap(([name, factory]) =>
  [
    ...Object.entries(factory().choices),
    ...(factory().definition.needsClosure
      ? []
      : [["variant", ["", ...Object.keys(factory().definition.variants)]] as const]),
  ].map(([option, choices]) => ({ name, factory, option, choices })),
);

describe("every form differs from every other by more than 1e-6", () => {
  it.each(options)("$name, $option", ({ factory, option, choices }) => {
    const ends = choices.map((choice) => weights(factory, option, choice));
    for (const [k, end] of ends.entries()) {
      for (const other of ends.slice(0, k)) {
        expect(Math.max(...end.map((weight, i) => Math.abs(weight - other[i])))).toBeGreaterThan(1e-6);
      }
    }
  });

  it.each(options)("$name, $option: the first choice is the default", ({ factory, option, choices }) => {
    expect({ ...factory().options, variant: factory().variant }[option]).toBe(choices[0]);
    expect(new Set(choices).size).toBe(choices.length);
  });
});
