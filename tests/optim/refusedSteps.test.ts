/** @file A step that is refused, as for gradients that are not finite, changes nothing. */

import { describe, expect, it } from "vitest";
import { adam, centralize, muon, NonFiniteError, Optimizer, type Parameter, sgd } from "../../src/optim/index.ts";
import { parameter } from "../support/parameter.ts";

describe("gradients that are not finite", () => {
  const broken = () => [parameter([1], [1], "w"), parameter([1, 2], [0, Infinity], "b")];

  it("make the step throw an error with the place, before any change", () => {
    const params = broken();
    const optimizer = new Optimizer(params, adam());
    expect(() => optimizer.step()).toThrow(NonFiniteError);
    expect(() => optimizer.step()).toThrow(
      "adam: the gradient of b is Infinity at index 1 at step 1; no parameter was changed",
    );
    expect(params.map(({ data }) => [...data])).toEqual([[1], [1, 2]]);
    expect([optimizer.stepCount, optimizer.parameterStates()[0].t]).toEqual([0, 0]);
  });

  it('skip and count the step with nonFinite: "skip"', () => {
    const params = broken();
    const optimizer = new Optimizer(params, adam(), { nonFinite: "skip" });
    optimizer.step();
    expect([optimizer.skipped, optimizer.stepCount, params[0].data[0]]).toEqual([1, 0, 1]);
  });

  it('are used with nonFinite: "allow"', () => {
    const params = broken();
    new Optimizer(params, sgd({ lr: 0.5 }), { nonFinite: "allow" }).step();
    expect(params.map(({ data }) => [...data])).toEqual([[0.5], [1, -Infinity]]);
  });

  it('are used as they are after nonFinite was changed to "allow"', () => {
    const data = new Float32Array(100);
    const param: Parameter = { data, grad: new Float32Array(100).fill(1), shape: [100] };
    const optimizer = new Optimizer([param], sgd({ lr: 1 }));
    for (let step = 0; step < 2; step++) optimizer.step();
    Object.assign(optimizer, { nonFinite: "allow" });
    param.grad?.fill(-3);
    optimizer.step();
    expect(new Set(data)).toEqual(new Set([1]));
  });

  it.each(["throw", "skip"] as const)("at the end of a long one leave every parameter as it was: %s", (nonFinite) => {
    const long = (): Parameter => ({
      data: new Float32Array(200_000),
      grad: new Float32Array(200_000).fill(1),
      shape: [200_000],
    });
    const params = [long(), long()];
    const groups = params.map((param) => ({ params: [param] }));
    const optimizer = new Optimizer(groups, sgd({ lr: 1 }), { nonFinite });
    optimizer.step();
    for (const { grad } of params) grad?.fill(2);
    const last = params[1].grad as Float32Array;
    last[199_999] = NaN;
    if (nonFinite === "skip") optimizer.step();
    else expect(() => optimizer.step()).toThrow("the gradient of 1 is NaN at index 199999");
    for (const { data } of params) expect(new Set(data)).toEqual(new Set([-1]));
    last[199_999] = 2;
    optimizer.step();
    for (const { data } of params) expect(new Set(data)).toEqual(new Set([-3]));
  });

  it("are distinguished from gradients of a wrong length, with every policy", () => {
    for (const nonFinite of ["throw", "skip", "allow"] as const) {
      const param = { ...parameter([1, 2]), grad: new Float64Array(3) };
      expect(() => new Optimizer([param], sgd(), { nonFinite }).step()).toThrow(
        "the gradient of 0 has 3 values for shape [2]",
      );
    }
  });

  it("have one of three policies", () => {
    const make = (options: object) => new Optimizer([parameter([1])], sgd(), options);
    expect(() => make({ nonFinite: "thow" })).toThrow(
      'Optimizer: nonFinite must be one of "throw", "skip", "allow", got "thow"',
    );
    expect(() => make({ nonfinite: "skip" })).toThrow(
      'Optimizer: unknown option "nonfinite"; did you mean "nonFinite"? Options: nonFinite',
    );
  });
});

describe("a step that is refused", () => {
  it("because a rule refuses one parameter changes neither parameters nor counts", () => {
    const matrix = (shape: number[]) => ({
      data: Float64Array.of(1, 2, 3, 4),
      grad: Float64Array.of(1, 0, 0, 2),
      shape,
    });
    for (const [rule, shapes, message] of [
      [muon(), [[2, 2], [4]], "must have at least 2 axes, got shape [4]"],
      [
        centralize(sgd(), { outputAxis: 2 }),
        [
          [1, 2, 2],
          [2, 2],
        ],
        "outputAxis must be an axis of",
      ],
    ] as const) {
      const params = shapes.map((shape) => matrix([...shape]));
      const optimizer = new Optimizer(params, rule);
      expect(() => optimizer.step()).toThrow(message);
      expect(params.map(({ data }) => [...data])).toEqual([
        [1, 2, 3, 4],
        [1, 2, 3, 4],
      ]);
      expect([optimizer.stepCount, ...optimizer.parameterStates().map(({ t }) => t)]).toEqual([0, 0, 0]);
    }
  });
});
