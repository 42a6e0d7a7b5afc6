/** @file Share links: every state survives, and no hash breaks the lab. */
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { formOf, shownBugs } from "../../site/lab/bugs.ts";
import { elementwiseForms, kindsOf } from "../../site/lab/forms.ts";
import { readHash, writeHash } from "../../site/lab/hash.ts";
import { firstState, type LabState, modes, pageParts } from "../../site/lab/state.ts";
import { surfaces } from "../../src/data/surfaces/surfaces.ts";

const number = fc.double({ noNaN: true, min: -99, max: 99 }).map((x) => x + 0);
const choice = fc
  .record({
    form: fc.constantFrom(...elementwiseForms),
    look: fc.nat(11),
    value: fc.double({ min: 0, max: 2, noNaN: true }),
  })
  .map(({ form, look, value }) => {
    const fitting = Object.entries(kindsOf(form)).filter(([, kind]) => kind.holds(value));
    return { ...form, settings: Object.fromEntries(fitting.slice(0, 2).map(([key]) => [key, value])), look };
  });
const wrong = fc.constantFrom(...shownBugs).map((bug) => ({ ...formOf(bug), settings: {}, look: 3, bug: bug.name }));
const state: fc.Arbitrary<LabState> = fc
  .record({
    surface: fc.constantFrom(...surfaces.map(({ name }) => name), "custom"),
    formula: fc.constantFrom(firstState.formula, "x^2 + 3e-2*y", "max(x, -y) / (1 + exp(x - y))", " 1+ x "),
    condition: fc.double({ min: 1, max: 1000, noNaN: true }),
    rotation: fc.double({ min: 0, max: 90, noNaN: true }),
    start: fc.option(fc.tuple(number, number)),
    noise: fc.double({ min: 0, max: 100, noNaN: true }),
    clip: fc.double({ min: 0, max: 1000, noNaN: true }),
    decay: fc.double({ min: 0, max: 100, noNaN: true }),
    seed: fc.nat(),
    steps: fc.integer({ min: 1, max: 2000 }),
    t: fc.nat(2000),
    choices: fc.array(fc.oneof({ weight: 4, arbitrary: choice }, wrong), { maxLength: 12 }),
    mode: fc.constantFrom(...modes),
    hidden: fc.subarray([...pageParts]),
    pin: fc.constantFrom("", "v=1&f=beale&o=sgd(lr=0.1)", "v=1&fx=x%5E2%20+%20y&p0=1,-2", "%"),
    exercise: fc.nat(40),
    net: fc
      .record({
        data: fc.constantFrom("spiral" as const, "xor" as const, "digits" as const),
        table: fc.constantFrom("", "x,y & %26;kind\r\n1,2,a+b\n#é🙂,,"),
        label: fc.constant(""),
        hidden: fc.array(fc.integer({ min: 1, max: 32 }), { minLength: 1, maxLength: 6 }),
        activation: fc.constantFrom("tanh" as const, "relu" as const),
        loss: fc.constantFrom("crossEntropy" as const, "mse" as const, "binaryCrossEntropyWithLogits" as const),
        init: fc.constantFrom("default" as const, "orthogonal" as const, "zeros" as const),
        decay: fc.constantFrom("none" as const, "l2" as const, "decoupledDecay" as const),
        lambda: fc.double({ min: 0, max: 10, noNaN: true }),
        clip: fc.double({ min: 0, max: 1000, noNaN: true }),
        schedule: fc.constantFrom("constant" as const, "cosine" as const, "oneCycle" as const),
        target: fc.double({ min: 0, max: 10, noNaN: true }),
        plateau: fc.nat(),
        smoothing: fc.double({ min: 0, max: 0.99, noNaN: true }),
        axis: fc.constantFrom("log" as const, "linear" as const),
        tab: fc.constantFrom("curves" as const, "rates" as const, "step" as const),
        layer: fc.nat(20),
        pair: fc.tuple(fc.nat(3), fc.nat(3)),
        index: fc.nat(2000),
        inspected: fc.nat(3),
        line: fc.nat(20),
        batch: fc.integer({ min: 1, max: 600 }),
        seed: fc.nat(),
        steps: fc.integer({ min: 1, max: 2000 }),
        t: fc.nat(2000),
        choices: fc.array(fc.oneof(choice, wrong), { maxLength: 4 }),
      })
      .map((one) => ({ ...one, t: Math.min(one.t, one.steps) })),
    tuning: fc.oneof(fc.constantFrom("best" as const, "default" as const), fc.double({ min: 0, max: 9, noNaN: true })),
    inspected: fc.nat(11),
    axis: fc.constantFrom(0 as const, 1 as const),
    line: fc.nat(20),
  })
  .map((one) => ({ ...one, t: Math.min(one.t, one.steps) }));

describe("a share link", () => {
  it("gives back 1,000 random states, with nothing to say", () => {
    fc.assert(
      fc.property(state, (one) => {
        const { state, notices } = readHash(writeHash(one));
        expect(notices).toEqual([]);
        expect(state).toEqual(one);
      }),
      { numRuns: 1000, seed: 1 },
    );
  });

  it("names only what differs from the first state", () => {
    expect(writeHash(firstState)).toBe("#v=1");
    const changed = { ...firstState, surface: "monkey saddle", rotation: 30, t: 12 };
    expect(writeHash(changed)).toBe("#v=1&f=monkey-saddle&rot=30&t=12");
  });

  it("has at most 1,800 characters for 12 rules with 2 settings each", () => {
    const form = { rule: "scheduleFreeAdamw", variant: "", settings: { lr: 0.00123456, beta1: 0.987654 } };
    const choices = Array.from({ length: 12 }, (_, look) => ({ ...form, look: 11 - look }));
    expect(writeHash({ ...firstState, choices }).length).toBeLessThan(1800);
  });

  it("leaves out parts of the page for another page", () => {
    expect(readHash("#ui=min").state.hidden).toEqual(["header", "controls", "side", "charts"]);
    expect(writeHash({ ...firstState, hidden: ["controls", "charts"] })).toBe("#v=1&hide=controls,charts");
    expect(writeHash(readHash("#hide=header,controls,side,charts").state)).toBe("#v=1&ui=min");
    const { state, notices } = readHash("#ui=tiny&hide=charts,stage");
    expect(state.hidden).toEqual(["charts"]);
    expect(notices).toEqual([
      'link: ui must be min or full, got "tiny"; using full',
      'link: hide must name header, controls, side, charts, got "stage"',
    ]);
  });

  it("says what it did not use", () => {
    const hash = "#v=2&f=hill&rot=200&p0=1&t=-1&o=sgd(lr=-1),adma,adam(beta9=1),adam(bug=none)&x=1&y=1";
    expect(readHash(hash).notices).toEqual([
      expect.stringMatching(/^link: f must be one of quadratic, .*, got "hill"$/),
      'link: rot must be in [0, 90], got "200"; using 0',
      'link: p0 must be two numbers in [-100, 100], got "1"; using the usual start',
      "link: o has sgd with lr that is not a finite number >= 0",
      'link: o has no rule "adma" here',
      'link: o has an unknown setting "beta9" of adam',
      'link: o has no bug "none" of adam',
      'link: t must be an integer >= 0, got "-1"; using the last step',
      'link: v must be 1, got "2"; some settings may be missing',
      'link: unknown part "y"',
    ]);
    expect(readHash("#t=900").state.t).toBe(300);
    expect(readHash(`#${"x".repeat(5000)}`).notices).toEqual(["link: must have at most 4000 characters, got 5000"]);
  });
});
