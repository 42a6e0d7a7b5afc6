/** @file Loading: a saved state is restored to the bit, or nothing changes and the error says why. */

import { describe, expect, it } from "vitest";
import { adam, type Hyper, Optimizer, type OptimizerState, sgd } from "../../src/optim/index.ts";
import { fromJson } from "../../src/optim/state/fromJson.ts";
import { toJson } from "../../src/optim/state/toJson.ts";
import { cosine, follow, fromDescription, linearDecay, newBob, reduceOnPlateau } from "../../src/schedules/index.ts";
import { type Floats, model, train } from "../support/trainedModel.ts";

const through = (state: OptimizerState) => fromJson(toJson(state)) as OptimizerState;

describe("a saved schedule", () => {
  const saved = () => through(new Optimizer(model(), sgd({ lr: cosine(0.1, 10) })).stateDict());

  it.each<[string, Hyper, string]>([
    ["a number", 0.25, "0.25"],
    ["another schedule", linearDecay(0.1, 10), '{"name":"linearDecay","args":{"from":0.1…'],
    ["the same with other arguments", cosine(0.1, 11), '{"name":"cosine","args":{"from":0.1,"ste…'],
    ["a custom function", () => 0.1, '"function"'],
  ])("is not silently replaced by %s, but made by fromDescription", (_what, lr, got) => {
    const optimizer = new Optimizer(model(), sgd({ lr }));
    expect(() => optimizer.loadStateDict(saved())).toThrow(
      'lr of group 0: it must be the schedule that was saved, {"name":"cosine","args":{"from":0.1,"ste…, ' +
        `got ${got}; give the optimizer that schedule, or pass { fromDescription }`,
    );
    expect(optimizer.groups[0].hyper.lr).toBe(lr);
    optimizer.loadStateDict(saved(), { fromDescription });
    expect(optimizer.hyperAt(optimizer.groups[0], 6).lr).toBe(0.05);
  });

  it.each<[unknown, string]>([
    [null, 'a description must be { name: "…", args: { … } }, got null'],
    [{ name: "sine", args: {} }, 'unknown schedule "sine"; did you mean "cosine"?'],
  ])("%j is refused by fromDescription", (lr, message) => {
    const optimizer = new Optimizer(model(), sgd());
    const state = { ...saved(), groups: [{ params: ["w", "b", "unused"], hyper: { lr } }] };
    expect(() => optimizer.loadStateDict(state as OptimizerState, { fromDescription })).toThrow(
      `lr of group 0: fromDescription: ${message}`,
    );
  });
});

describe("loadStateDict", () => {
  const trained = () => {
    const optimizer = new Optimizer(model(), adam({ lr: cosine(0.1, 10) }));
    train(optimizer, 1, 2);
    return optimizer.stateDict();
  };
  type Change = (state: OptimizerState) => unknown;
  const withState =
    (change: (state: Record<string, { t: number; buffers: Record<string, Floats> }>) => void): Change =>
    (saved) => {
      change(saved.state as never);
      return saved;
    };
  const withHyper =
    (hyper: Record<string, unknown>): Change =>
    (saved) => ({
      ...saved,
      groups: [{ ...saved.groups[0], hyper: { ...saved.groups[0].hyper, ...hyper } }],
    });

  it.each<[what: string, change: Change, message: string]>([
    [
      "another rule's state",
      (saved) => ({ ...saved, rule: "adamw" }),
      "it is the state of adamw, the optimizer's rule is adam",
    ],
    [
      "another variant's state",
      (saved) => ({ ...saved, variant: "mlx" }),
      'it is the state of variant "mlx" of adam, the optimizer has the default form',
    ],
    [
      "reducers' states, but none",
      withHyper({ lr: { reducers: [] } }),
      "lr of group 0: it must be follow(…) of the reducer that was saved, got another schedule",
    ],
    ["no state at all", () => ({ weights: [] }), "the state must be the result of stateDict(), got an object"],
    ["a broken count", (saved) => ({ ...saved, stepCount: 1.5 }), "the state must be the result of stateDict()"],
    ["nothing", () => null, "the state must be the result of stateDict(), got null"],
    ["a group that is null", (saved) => ({ ...saved, groups: [null] }), "the state must be the result of stateDict()"],
    [
      "a group without names",
      (saved) => ({ ...saved, groups: [{ params: 5, hyper: {} }] }),
      "the state must be the result of stateDict()",
    ],
    [
      "a parameter's state that is null",
      withState((state) => Object.assign(state, { w: null })),
      "the state must be the result of stateDict()",
    ],
    [
      "more groups than there are",
      (saved) => ({ ...saved, groups: [...saved.groups, { params: [], hyper: {} }] }),
      "it has 2 groups, the optimizer 1",
    ],
    [
      "an object that imitates an array",
      withState((state) => Object.assign(state.w.buffers, { m: { constructor: { name: "Float32Array" }, length: 4 } })),
      "buffer m of w must be Float32Array of 4, got an object",
    ],
    [
      "a hyperparameter that is nothing",
      withHyper({ lr: null }),
      'lr of group 0: it must be the schedule that was saved, null, got {"name":"cosine"',
    ],
    [
      "a hyperparameter that is text",
      withHyper({ lr: "abc" }),
      'lr of group 0: it must be the schedule that was saved, "abc", got {"name":"cosine"',
    ],
    [
      "a hyperparameter that is a boolean",
      withHyper({ lr: true }),
      'lr of group 0: it must be the schedule that was saved, true, got {"name":"cosine"',
    ],
    ["a missing parameter", withState((state) => delete state.b), "b is missing"],
    ["an extra parameter", withState((state) => Object.assign(state, { c: state.b })), "c is not in the optimizer"],
    [
      "a missing buffer",
      withState((state) => delete state.b.buffers.v),
      "buffer v of b must be Float64Array of 2, got undefined",
    ],
    [
      "no buffers at all",
      withState((state) => Reflect.deleteProperty(state.b, "buffers")),
      "b has 2 updates and no buffers",
    ],
    [
      "an extra buffer",
      withState((state) => Object.assign(state.w.buffers, { x: state.w.buffers.m })),
      "w has a buffer x, which the rule does not keep",
    ],
    [
      "a buffer of another size",
      withState((state) => Object.assign(state.w.buffers, { m: new Float32Array(3) })),
      "buffer m of w must be Float32Array of 4, got Float32Array of 3",
    ],
    [
      "a buffer of another kind",
      withState((state) => Object.assign(state.w.buffers, { m: new Float64Array(4) })),
      "buffer m of w must be Float32Array of 4, got Float64Array of 4",
    ],
    ["a broken update count", withState((state) => Object.assign(state.w, { t: -1 })), "the update count of w is -1"],
    [
      "a hyperparameter out of range",
      withHyper({ beta1: 1 }),
      "beta1 of group 0: adam: beta1 must be in [0, 1), got 1",
    ],
    ["an unknown hyperparameter", withHyper({ mu: 1 }), "mu of group 0: the rule has no such hyperparameter"],
    [
      "a missing hyperparameter",
      (saved) => ({ ...saved, groups: [{ ...saved.groups[0], hyper: { lr: 1 } }] }),
      "beta1 of group 0: it is missing",
    ],
    [
      "an unknown schedule",
      withHyper({ lr: { name: "sine", args: {} } }),
      'lr of group 0: it must be the schedule that was saved, {"name":"sine","args":{}}, got {"name":"cosine"',
    ],
    [
      "a function where a number is now",
      withHyper({ eps: "function" }),
      "eps of group 0: it must be the custom function that was saved, got 1e-8; give the optimizer that function",
    ],
    [
      "a reducer's state without a reducer",
      withHyper({ lr: { reducers: [{}] } }),
      "lr of group 0: it must be follow(…) of the reducer that was saved, got another schedule",
    ],
  ])("refuses %s and changes nothing", (_what, change, message) => {
    const optimizer = new Optimizer(model(), adam({ lr: cosine(0.1, 10) }));
    train(optimizer, 1, 1);
    const before = toJson(optimizer.stateDict());
    expect(() => optimizer.loadStateDict(change(trained()) as OptimizerState)).toThrow(
      `nothing was loaded: ${message}`,
    );
    expect(toJson(optimizer.stateDict())).toBe(before);
  });

  it.each([
    [null, "loadStateDict: options must be an object with keepHyper, fromDescription, got null"],
    [{ keephyper: true }, 'loadStateDict: unknown option "keephyper"; did you mean "keepHyper"?'],
  ])("refuses the options %j", (options, message) => {
    const optimizer = new Optimizer(model(), adam({ lr: cosine(0.1, 10) }));
    expect(() => optimizer.loadStateDict(trained(), options as object)).toThrow(message);
  });

  it("refuses the state of another reducer", () => {
    const first = new Optimizer(model(), sgd({ lr: follow(reduceOnPlateau({ from: 1 })) }));
    const second = new Optimizer(model(), sgd({ lr: follow(newBob({ from: 1 })) }));
    expect(() => second.loadStateDict(first.stateDict())).toThrow(
      "lr of group 0: its reducer's state must be value: number, halving: boolean, finished: boolean",
    );
  });

  it("lists at most five problems, shortened", () => {
    const long = `\u001b[31m${"x".repeat(1e4)}`;
    const saved = trained();
    const more = Object.fromEntries(Array.from({ length: 1000 }, (_, i) => [`${i}${long}`, saved.state.w]));
    const load = () => new Optimizer(model(), adam()).loadStateDict({ ...saved, state: { ...saved.state, ...more } });
    expect(load).toThrow(/ is not in the optimizer; and 995 more$/);
    expect(load).toThrow(/^\P{Cc}{1,500}$/u);
  });

  it("lists all problems at once", () => {
    const state = withState((state) => {
      delete state.b;
      Object.assign(state.w, { t: 0.5 });
    })(trained()) as OptimizerState;
    expect(() => new Optimizer(model(), adam()).loadStateDict(state)).toThrow(
      "the update count of w is 0.5; b is missing",
    );
  });
});
