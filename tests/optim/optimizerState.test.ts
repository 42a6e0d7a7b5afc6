/** @file Saving: an optimizer's state comes back to the bit, also through JSON. */

import { describe, expect, it } from "vitest";
import {
  adam,
  adamw,
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
import { cosine, follow, newBob, reduceOnPlateau, scale, warmup } from "../../src/schedules/index.ts";
import { model, param, train } from "../support/trainedModel.ts";

const through = (state: OptimizerState) => fromJson(toJson(state)) as OptimizerState;

const weights = (params: readonly Parameter[]) => params.map(({ data }) => [...data]);

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
