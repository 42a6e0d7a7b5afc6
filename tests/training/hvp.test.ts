/** @file Hessian-vector products, against exact Hessians of quadratics and dense ones of small networks. */

import { describe, expect, it } from "vitest";
import {
  BatchNorm1d,
  Dropout,
  hvp,
  Linear,
  Module,
  mse,
  mul,
  Random,
  sharpness,
  sum,
  type Tensor,
  tensor,
} from "../../src/index.ts";
import { denseHessian, doubled, inputs, lossOfNet, net, times, withSpectrum, x } from "../support/quadratics.ts";

describe("hvp", () => {
  it("is A v for quadratics, at any scale of v and of the weights", () => {
    for (const scale of [1e-6, 1, 1e6]) {
      const A = withSpectrum([3, -2, 0.5, 0, 7], 1);
      const theta = [1, -2, 0.5, 30, -4].map((w) => w * Math.sqrt(scale));
      const v = [0.3, -1, 2, 0.1, 1].map((w) => w * scale);
      const exact = times(A, v);
      const product = hvp((at) => times(A, at), theta, v);
      for (const [i, value] of product.entries()) expect(Math.abs(value - exact[i])).toBeLessThan(1e-8 * scale * 7);
    }
  });

  it("is 2/n XᵀX v for linear regression in Float32", () => {
    const model = new Linear(3, 1, { random: new Random(1) });
    const y = inputs(12, 1, 4);
    const v = [1, -2, 0.5, 3];
    const row = (i: number): number[] => [...x.data.slice(3 * i, 3 * i + 3), 1];
    const exact = [0, 0, 0, 0];
    for (let i = 0; i < 12; i++) {
      const along = row(i).reduce((total, a, j) => total + a * v[j], 0);
      for (const [j, a] of row(i).entries()) exact[j] += (2 / 12) * a * along;
    }
    const product = hvp(model, () => mse(model.forward(x), y), v);
    for (const [i, value] of product.entries()) expect(value).toBeCloseTo(exact[i], 8);
  });

  it("takes tensors, counts shared ones once and leaves out frozen ones", () => {
    const [a, b] = [2, 3].map((w) => tensor([w], { requiresGrad: true }));
    const loss = () => sum(mul(mul(a, a), b));
    // ∂²(a²b) = [[2b, 2a], [2a, 0]]
    expect([...hvp([a, b], loss, [1, 10])].map((w) => Math.round(1e6 * w) / 1e6)).toEqual([46, 4]);
    b.requiresGrad = false;
    expect([...hvp([a, b], loss, [1])].map((w) => Math.round(1e6 * w) / 1e6)).toEqual([6]);
    class Tied extends Module {
      readonly first = a;
      readonly second = a;
      forward(input: Tensor): Tensor {
        return mul(mul(input, this.first), this.second);
      }
    }
    const tied = new Tied();
    expect([...hvp(tied, () => sum(tied.forward(tensor([1]))), [1])].map(Math.round)).toEqual([2]);
    expect([...hvp([a], () => sum(a), [0])]).toEqual([0]);
  });

  it.each([
    ["tanh", net()],
    ["batch norm in training mode", net(new BatchNorm1d(4))],
    ["batch norm in eval mode", net(new BatchNorm1d(4)).eval()],
  ])("is the dense Hessian's product for a net with %s", (_, model) => {
    doubled(model);
    const H = denseHessian(model.parameters(), lossOfNet(model));
    const random = new Random(5);
    const v = H.map(() => random.normal());
    const [product, exact] = [hvp(model, lossOfNet(model), v), times(H, v)];
    for (const [i, value] of product.entries()) expect(Math.abs(value - exact[i])).toBeLessThan(2e-5);
  });

  it("drops the same units in every evaluation, and leaves everything as it was", () => {
    const model = net(new BatchNorm1d(4), new Dropout(0.5, { random: new Random(9) }));
    const loss = lossOfNet(model);
    loss().backward();
    const generators = () => model.namedGenerators().map(([, random]) => random.stateDict());
    const state = () =>
      JSON.stringify([[...model.stateDict()], model.parameters().map(({ grad }) => [...(grad ?? [])]), generators()]);
    const [before, arrays] = [state(), model.parameters().map(({ data }) => data)];
    const v = Float64Array.from({ length: 34 }, (_, i) => Math.sin(i + 1));
    const [one, other] = [hvp(model, loss, v), hvp(model, loss, v)];
    expect(one).toEqual(other);
    sharpness(model, loss, { iterations: 3 });
    expect(state()).toBe(before);
    expect(model.parameters().every(({ data }, i) => data === arrays[i])).toBe(true);
    expect(() =>
      hvp(
        model,
        () => {
          throw new Error("mine");
        },
        v,
      ),
    ).toThrow("mine");
    expect(state()).toBe(before);
  });

  it("refuses wrong arguments", () => {
    const model = new Linear(2, 1, { random: new Random(1) });
    const loss = () => sum(model.forward(tensor([[1, 2]])));
    expect(() => hvp(model, loss, [1])).toThrow("hvp: v must have 3 numbers, one per weight, got 1");
    expect(() => hvp(model, loss, [1, Number.NaN, 0])).toThrow("hvp: v must be finite, got NaN at index 1");
    expect(() => hvp(model, [1, 2] as never, [1])).toThrow(
      "hvp: loss must be a function that returns a tensor, got [1,2]",
    );
    expect(() => hvp(model, (() => 3) as never, [1, 2, 3])).toThrow("hvp: loss must return a tensor, got 3");
    expect(() => hvp(3 as never, loss, [1])).toThrow(
      "hvp: needs a model, a list of tensors or a gradient function, got 3",
    );
    expect(() => hvp([], loss, [1])).toThrow("hvp: a weight must require a gradient, got none");
    expect(() => hvp([mul(model.weight, 2)], loss, [1])).toThrow("hvp: weights must be leaves, got a result of mul");
    expect(() => hvp((w) => w, (() => 1) as never, [1])).toThrow("hvp: weights must be a list of numbers");
    expect(() => hvp(() => [1], [1, 2], [1, 1])).toThrow("hvp: the gradient must have 2 numbers, got 1");
    expect(() => hvp(() => [1, Infinity], [1, 2], [1, 1])).toThrow(
      "hvp: the gradient must be finite, got Infinity at weight 1",
    );
  });
});
