/**
 * @file Saving and loading: what comes back is what was there, to the bit, or nothing is changed and the error says
 * why.
 */
import { describe, expect, it } from "vitest";
import {
  adam,
  adamw,
  type Hyper,
  momentum,
  Optimizer,
  type OptimizerState,
  type Parameter,
  type Rule,
  scheduleFreeSgd,
  sgd,
} from "../../src/optim/index.ts";
import { fromJson } from "../../src/optim/state/fromJson.ts";
import { toJson } from "../../src/optim/state/toJson.ts";
import {
  cosine,
  follow,
  fromDescription,
  linearDecay,
  newBob,
  reduceOnPlateau,
  scale,
  warmup,
} from "../../src/schedules/index.ts";

type Floats = Float32Array | Float64Array;
const param = (name: string, values: Floats, shape = [values.length]) => ({
  name,
  data: values.slice(),
  grad: null as Floats | null,
  shape,
});

const model = () => [
  param("w", Float32Array.of(1, -2, 0.5, 3), [2, 2]),
  param("b", Float64Array.of(0.1, 0.2)),
  param("unused", Float32Array.of(7)),
];

/** Steps t = from … to on gradients that depend on weights and t; `unused` has none. */
function train(optimizer: Optimizer, from: number, to: number): void {
  for (let t = from; t <= to; t++) {
    for (const { param } of optimizer.parameterStates())
      param.grad = param.name === "unused" ? null : param.data.map((x, i) => 0.3 * x + Math.sin(t + i));
    optimizer.step();
  }
}

const through = (state: OptimizerState) => fromJson(toJson(state)) as OptimizerState;
const weights = (params: readonly Parameter[]) => params.map(({ data }) => [...data]);

describe("toJson and fromJson", () => {
  it("read brackets in strings as text, at any length", () => {
    const values = { '["\\': `${"[{".repeat(1e5)}"\\`, b: `\\"${"[".repeat(1000)}`, c: "x".repeat(1e7) };
    expect(fromJson(JSON.stringify(values))).toEqual(values);
    const nested = JSON.parse("[".repeat(500) + "]".repeat(500));
    expect(fromJson(JSON.stringify(nested))).toEqual(nested);
    expect(() => fromJson('"never ends')).toThrow(SyntaxError);
  });

  it("restore the bits and the kind of every array and number", () => {
    const odd = [0, -0, Infinity, -Infinity, Number.NaN, 5e-324, 1e-45, 0.1];
    const values = {
      f32: Float32Array.from(odd),
      f64: Float64Array.from(odd),
      odd,
      deep: [{ text: "$float32", none: null }],
    };
    const back = fromJson(toJson(values)) as typeof values;
    expect(back).toEqual(values);
    expect(Object.is(back.odd[1], -0)).toBe(true);
  });

  it("keep the payload of a NaN, and save only their part of a shared buffer", () => {
    const bits = Uint32Array.of(1, 0x7fc12345, 0xffc00001, 1);
    const nan = new Float32Array(bits.buffer, 4, 2);
    const back = fromJson(toJson(nan)) as Float32Array;
    expect([...new Uint32Array(back.buffer)]).toEqual([0x7fc12345, 0xffc00001]);
  });

  it.each([
    ['{"$number":"12abc"}', 'fromJson: $number must be -0, NaN, Infinity or -Infinity, got "12abc"'],
    ["[".repeat(1e5) + "]".repeat(1e5), "fromJson: nesting must be at most 500 levels deep, got more"],
    ['{"a":'.repeat(1e5), "fromJson: nesting must be at most 500 levels deep, got more"],
    ['{"$number":12}', "fromJson: $number must be -0, NaN, Infinity or -Infinity, got 12"],
    ['[{"$float32":"%%%%"}]', 'fromJson: $float32 must be base64, got "%%%%"'],
    ['{"$float32":"AAA"}', 'fromJson: $float32 must be base64, got "AAA"'],
    ['{"$float32":"A==="}', 'fromJson: $float32 must be base64, got "A==="'],
    ['{"$float64":"AAAAAA=="}', 'fromJson: $float64 must be a multiple of 8 bytes, got "AAAAAA=="'],
    ['{"$float64":[0]}', "fromJson: $float64 must be base64, got [0]"],
  ])("refuse %s with a SyntaxError", (text, message) => {
    expect(() => fromJson(text)).toThrow(SyntaxError);
    expect(() => fromJson(text)).toThrow(message);
  });

  it("handle more bytes than a call can have arguments", () => {
    const many = Float64Array.from({ length: 100_000 }, (_, i) => Math.sin(i));
    expect(fromJson(toJson(many))).toEqual(many);
  });
});

describe("stateDict", () => {
  it("is a deep copy: further training does not change it", () => {
    const optimizer = new Optimizer(model(), adam({ lr: cosine(0.1, 10) }));
    train(optimizer, 1, 3);
    const state = optimizer.stateDict();
    const text = toJson(state);
    train(optimizer, 4, 5);
    expect(toJson(state)).toBe(text);
    expect(toJson(optimizer.stateDict())).not.toBe(text);
  });

  it("lists the state by parameter names", () => {
    const optimizer = new Optimizer(model(), momentum({ lr: cosine(0.1, 10), mu: () => 0.9 }));
    train(optimizer, 1, 2);
    expect(optimizer.stateDict()).toMatchObject({
      rule: "momentum",
      variant: "",
      stepCount: 2,
      skipped: 0,
      evaluating: false,
      groups: [
        {
          params: ["w", "b", "unused"],
          hyper: { lr: { name: "cosine", args: { from: 0.1, steps: 10 } }, mu: "function" },
        },
      ],
      state: { b: { t: 2, buffers: { u: expect.any(Float64Array) } }, unused: { t: 0, buffers: null } },
    });
  });

  it("is not shared with the optimizer that loads it, even through JSON", () => {
    const optimizer = new Optimizer(model(), adam());
    train(optimizer, 1, 1);
    const state = optimizer.stateDict();
    const text = toJson(state);
    const other = new Optimizer(model(), adam());
    other.loadStateDict(state);
    train(other, 2, 3);
    expect(toJson(state)).toBe(text);
  });

  it.each<[what: string, rule: () => Rule]>([
    ["counts and buffers", () => adam({ lr: 0.1 })],
    ["schedules", () => adamw({ lr: cosine(0.1, 10), weightDecay: cosine(0.5, 5) })],
    ["custom functions, from the new optimizer", () => momentum({ lr: (t) => 0.1 / t })],
    ["averages", () => scheduleFreeSgd({ lr: 0.3 })],
  ])("restores %s: after stopping at any step, the rest is the same", (_what, rule) => {
    const never = model();
    train(new Optimizer(never, rule()), 1, 6);
    for (let stop = 0; stop <= 6; stop++) {
      const before = model();
      const first = new Optimizer(before, rule());
      train(first, 1, stop);
      const after = model();
      for (const [i, { data }] of before.entries()) after[i].data.set(data);
      const second = new Optimizer(after, rule());
      second.loadStateDict(through(first.stateDict()));
      train(second, stop + 1, 6);
      expect(weights(after)).toEqual(weights(never));
    }
  });

  it("saved after eval() fits the weights of that moment", () => {
    const [before, after] = [model(), model()];
    const first = new Optimizer(before, scheduleFreeSgd({ lr: 0.3 }));
    train(first, 1, 3);
    first.eval();
    for (const [i, { data }] of before.entries()) after[i].data.set(data);
    const second = new Optimizer(after, scheduleFreeSgd({ lr: 0.3 }));
    second.loadStateDict(through(first.stateDict()));
    expect(() => second.step()).toThrow("call train() before step");
    for (const optimizer of [first, second]) {
      optimizer.train();
      train(optimizer, 4, 6);
    }
    expect(weights(after)).toEqual(weights(before));
  });

  it("restores the reducer of every hyperparameter that follows a metric", () => {
    const make = () => {
      const lr = follow(reduceOnPlateau({ from: 0.4, patience: 1, factor: 0.5 }));
      const [w, b, unused] = model();
      const groups = [
        { params: [w, unused], hyper: { lr } },
        { params: [b], hyper: { lr } },
      ];
      return { lr, params: [w, b, unused], optimizer: new Optimizer(groups, sgd()) };
    };
    const metrics = [3, 2, 2, 2, 1.9, 1.9, 1.9, 1.9];
    const run = ({ lr, optimizer }: ReturnType<typeof make>, from: number, to: number) => {
      for (let t = from; t <= to; t++) {
        train(optimizer, t, t);
        lr.report(metrics[t - 1]);
      }
    };
    const never = make();
    run(never, 1, 8);
    expect(never.lr(1)).toBe(0.1);
    for (let stop = 0; stop <= 8; stop++) {
      const [first, second] = [make(), make()];
      run(first, 1, stop);
      for (const [i, { data }] of first.params.entries()) second.params[i].data.set(data);
      second.optimizer.loadStateDict(through(first.optimizer.stateDict()));
      run(second, stop + 1, 8);
      expect(weights(second.params)).toEqual(weights(never.params));
      expect(second.lr.state).toEqual(never.lr.state);
    }
  });

  it("restores a reducer inside a composed schedule", () => {
    const make = () => {
      const lr = follow(newBob({ from: 0.1 }));
      const rule = sgd({
        lr: warmup(
          2,
          scale((t) => 1 / t, scale(2, lr)),
        ),
      });
      return { lr, optimizer: new Optimizer(model(), rule) };
    };
    const [first, second] = [make(), make()];
    for (const metric of [1, 2, 2, 2]) first.lr.report(metric);
    second.optimizer.loadStateDict(through(first.optimizer.stateDict()));
    const [at, then] = [first, second].map(({ optimizer }) => optimizer.hyperAt(optimizer.groups[0], 2).lr);
    expect([at, then]).toEqual([0.025, 0.025]);
    expect(second.lr.state).toEqual(first.lr.state);
  });

  it("restores a reducer before and after its first metric", () => {
    interface Seen {
      value: number;
      last: { metric: number } | null;
    }
    const make = () => {
      const initial: Seen = { value: 1, last: null };
      const lr = follow(
        Object.assign((state: Seen, metric: number): Seen => ({ ...state, last: { metric } }), { initial }),
      );
      return { lr, optimizer: new Optimizer(model(), sgd({ lr })) };
    };
    const [first, second] = [make(), make()];
    const early = first.optimizer.stateDict();
    first.lr.report(3);
    second.optimizer.loadStateDict(through(first.optimizer.stateDict()));
    expect(second.lr.state.last).toEqual({ metric: 3 });
    second.optimizer.loadStateDict(through(early));
    expect(second.lr.state.last).toBe(null);
  });

  it("copies a reducer's state, and counts skipped steps", () => {
    const mutating = Object.assign((state: { value: number }) => Object.assign(state, { value: 3 }), {
      initial: { value: 8 },
    });
    const lr = follow(mutating);
    const w = param("w", Float32Array.of(1));
    const optimizer = new Optimizer([w], sgd({ lr }), { nonFinite: "skip" });
    w.grad = Float32Array.of(Number.NaN);
    optimizer.step();
    const state = optimizer.stateDict();
    lr.report(1);
    optimizer.step();
    expect([state.groups[0].hyper.lr, state.skipped]).toEqual([{ reducers: [{ value: 8 }] }, 1]);
    optimizer.loadStateDict(state);
    lr.report(1);
    expect([state.groups[0].hyper.lr, optimizer.skipped]).toEqual([{ reducers: [{ value: 8 }] }, 1]);
  });

  it("can keep the new optimizer's hyperparameters and groups", () => {
    const first = new Optimizer(model(), adam({ lr: 0.1 }));
    train(first, 1, 3);
    const [w, b, unused] = model();
    const second = new Optimizer([{ params: [b] }, { params: [unused, w], hyper: { lr: 0.5 } }], adam({ lr: 0.2 }));
    expect(() => second.loadStateDict(first.stateDict())).toThrow(
      "group 0 is of b, in the state of w,b,unused (keepHyper ignores groups); group 1 is of unused,w, in the state of nothing",
    );
    expect(second.stepCount).toBe(0);
    second.loadStateDict(first.stateDict(), { keepHyper: true });
    expect(second.groups.map(({ hyper }) => hyper.lr)).toEqual([0.2, 0.5]);
    expect(second.stateDict().state).toEqual(first.stateDict().state);
    expect(second.stepCount).toBe(3);
    const third = new Optimizer(model(), adam({ lr: 0.2 }));
    third.loadStateDict(first.stateDict());
    expect(third.groups[0].hyper.lr).toBe(0.1);
  });
});

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
