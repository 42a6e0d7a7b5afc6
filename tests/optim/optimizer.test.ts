/** @file The parameters and groups of an Optimizer, and its modes. */

import { describe, expect, it } from "vitest";
import {
  adam,
  adamw,
  defineRule,
  momentum,
  Optimizer,
  type Parameter,
  scheduleFreeSgd,
  sgd,
  zerosLike,
} from "../../src/optim/index.ts";
import { parameter } from "../support/parameter.ts";

describe("parameters", () => {
  const [w, b] = [parameter([1], [1], "w"), parameter([1], [1], "b")];

  it.each<[what: string, params: unknown, message: string]>([
    ["twice in one group", [w, w], "Optimizer: parameter w is given twice; list it in one group"],
    ["in two groups", [{ params: [w] }, { params: [b, w] }], "Optimizer: parameter w is given twice"],
    ["of one name", [w, parameter([2], null, "w")], "two parameters are named w; their state needs names that differ"],
    ["none", [], "no parameters given; pass model.parameters() or a list of tensors"],
    ["in an empty group", [{ params: [w] }, { params: [] }], "no parameters given"],
    [
      "that is a number",
      [w, 3],
      "Optimizer: entry 1 must be a parameter with data (Float32Array or Float64Array), grad and shape, got 3",
    ],
    ["that is null", [null], "grad and shape, got null"],
    [
      "with a list of numbers",
      [{ data: [1], grad: null, shape: [1] }],
      "Optimizer: entry 0 must be a parameter with data (Float32Array or Float64Array)",
    ],
    ["of a wrong size", [{ ...w, shape: [2, 3] }], "parameter w has 1 values for shape [2,3]"],
    ["that needs no gradient", [{ ...w, requiresGrad: false }], "parameter w must require a gradient"],
  ])("%s are refused", (_what, params, message) => {
    expect(() => new Optimizer(params as Parameter[], sgd())).toThrow(message);
  });

  it("without gradient do not change, and neither does their update count", () => {
    const [given, without] = [parameter([1]), parameter([1], null)];
    const optimizer = new Optimizer([given, without], adam({ lr: 0.1 }));
    optimizer.step();
    optimizer.step();
    expect(optimizer.parameterStates().map(({ t, state }) => [t, state === null])).toEqual([
      [2, false],
      [0, true],
    ]);
    expect([...without.data]).toEqual([1]);
    without.grad = Float64Array.of(1);
    optimizer.step();
    // Adam's first step is lr, by its own t = 1.
    expect(without.data[0]).toBeCloseTo(0.9, 8);
  });

  it("keep their arrays, and their gradients do not change", () => {
    const param = parameter([1, 2], [3, 4]);
    const { data, grad } = param;
    new Optimizer([param], momentum()).step();
    expect(param.data).toBe(data);
    expect(param.grad).toBe(grad);
    expect([...param.grad!]).toEqual([3, 4]);
    expect(data[0]).not.toBe(1);
  });

  it("that count their changes count an update", () => {
    const [moved, still] = [
      { ...parameter([1]), version: 7 },
      { ...parameter([1], null), version: 7 },
    ];
    new Optimizer([moved, still], sgd()).step();
    expect([moved.version, still.version]).toEqual([8, 7]);
  });
});

describe("groups", () => {
  it("have separate hyperparameters, and the rule's for the others", () => {
    const [a, b] = [parameter([0]), parameter([0])];
    new Optimizer([{ params: [a], hyper: { lr: 0.5 } }, { params: [b] }], sgd({ lr: 0.25 })).step();
    expect([a.data[0], b.data[0]]).toEqual([-0.5, -0.25]);
  });

  it("may be added late: their update count starts at 1, the schedule's step continues", () => {
    const [a, b] = [parameter([0]), parameter([0])];
    const optimizer = new Optimizer([a], sgd({ lr: (step) => step }));
    optimizer.step();
    optimizer.addGroup({ params: [b], hyper: { lr: (step) => 10 * step } });
    optimizer.step();
    expect([a.data[0], b.data[0]]).toEqual([-3, -20]);
    expect(optimizer.parameterStates().map(({ t }) => t)).toEqual([2, 1]);
  });

  it("refuse unknown or invalid hyperparameters, with the valid ones", () => {
    const group = (hyper: Record<string, number>) => () => new Optimizer([{ params: [parameter([0])], hyper }], sgd());
    expect(group({ weightDecay: 0.1 })).toThrow(
      'sgd: unknown option "weightDecay"; options: lr; adamw and sgdw have it',
    );
    expect(group({ lr: -1 })).toThrow("sgd: lr must be a finite number >= 0, got -1");
  });

  it("throw at the step for a number that was set out of range", () => {
    const param = parameter([0]);
    const optimizer = new Optimizer([param], sgd());
    optimizer.groups[0].hyper.lr = Number.NaN;
    expect(() => optimizer.step()).toThrow("sgd: lr must be a finite number >= 0, got NaN");
    expect(param.data[0]).toBe(0);
  });

  it("are seen together by a rule that prepares, each with its hyperparameters", () => {
    const seen: [theta: number[], lr: number | undefined][] = [];
    const counting = defineRule({
      name: "counting",
      hyper: { lr: 1 },
      init: (theta) => ({ m: zerosLike(theta) }),
      prepare: (updates) => {
        for (const { step, hyper } of updates) seen.push([[...step.theta], hyper.lr]);
      },
      update({ theta }, { m }) {
        for (let i = 0; i < theta.length; i++) theta[i] += m[i] + 1;
      },
    });
    const params = [parameter([1]), parameter([2]), parameter([3], null)];
    const groups = params.map((param, i) => ({ params: [param], hyper: { lr: i } }));
    new Optimizer(groups, counting()).step();
    expect(seen).toEqual([
      [[1], 0],
      [[2], 1],
    ]);
  });
});

describe("step(closure)", () => {
  it("clears gradients, uses the closure's, and returns its loss", () => {
    const [a, b] = [parameter([1], [5]), parameter([1], [5])];
    const optimizer = new Optimizer([a, b], sgd({ lr: 0.5 }));
    const loss = optimizer.step(() => {
      expect([a.grad, b.grad]).toEqual([null, null]);
      a.grad = Float64Array.of(1);
      return 42;
    });
    expect([loss, a.data[0], b.data[0]]).toEqual([42, 0.5, 1]);
  });

  it("needs the loss as a number", () => {
    const optimizer = new Optimizer([parameter([1])], sgd());
    expect(() => optimizer.step((() => undefined) as never)).toThrow(
      "sgd: the closure must return the loss as a number, got undefined; return loss.item()",
    );
  });
});

describe("eval() and train()", () => {
  it("exchange weights and averages once, and refuse a step in between", () => {
    const param = { ...parameter([1]), version: 0 };
    const optimizer = new Optimizer([param], scheduleFreeSgd({ lr: 0.5 }));
    optimizer.step();
    optimizer.step();
    const theta = param.data[0];
    optimizer.eval();
    const average = param.data[0];
    optimizer.eval();
    expect(param.data[0]).toBe(average);
    expect(average).not.toBe(theta);
    expect(() => optimizer.step()).toThrow(
      "weights must be those of training, got averaged ones; call train() before step",
    );
    optimizer.train();
    optimizer.train();
    expect([param.data[0], param.version]).toEqual([theta, 4]);
  });

  it("do nothing for rules without averages, or before the first step", () => {
    const param = parameter([1]);
    new Optimizer([param], adamw()).eval();
    new Optimizer([param], scheduleFreeSgd()).eval();
    expect(param.data[0]).toBe(1);
  });
});
