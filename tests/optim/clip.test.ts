/** @file Functions that change gradients between backward and step. */
import { describe, expect, it } from "vitest";
import {
  averageGrad,
  clipGradAdaptive,
  clipGradNorm,
  clipGradValue,
  NonFiniteError,
  noDecay,
  Optimizer,
  type Parameter,
  sgd,
} from "../../src/optim/index.ts";
import { norm } from "../../src/optim/support/norm.ts";

const param = (grad: number[] | null, shape = [grad?.length ?? 1], data = shape.map(() => 1)) => ({
  data: Float64Array.from(data),
  grad: grad && Float64Array.from(grad),
  shape,
});
const grads = (params: readonly Parameter[]) => params.map(({ grad }) => grad && [...grad]);

describe("clipGradNorm", () => {
  it("scales the global norm to exactly c, and returns the norm before", () => {
    const params = [param([3, 0]), param(null), param([4])];
    const handedOut = params[0].grad;
    expect(clipGradNorm(params, 2.5)).toBe(5);
    expect(grads(params)).toEqual([[1.5, 0], null, [2]]);
    expect([...handedOut!]).toEqual([3, 0]);
  });

  it("does not change gradients within the bound, and keeps their arrays", () => {
    const params = [param([3, 4])];
    const { grad } = params[0];
    expect([clipGradNorm(params, 5), clipGradNorm(params, Infinity), params[0].grad]).toEqual([5, 5, grad]);
    expect(params[0].grad).toBe(grad);
  });

  it("refuses a negative bound, which would reverse gradients", () => {
    const params = [param([3])];
    expect(() => clipGradNorm(params, -1)).toThrow("clipGradNorm: maxNorm must be a number >= 0, got -1");
    expect(() => clipGradNorm(params, Number.NaN)).toThrow("maxNorm must be a number >= 0, got NaN");
    expect(grads(params)).toEqual([[3]]);
  });

  it("names the gradient that is not finite, and clips none", () => {
    const params = [param([30]), { ...param([1, Number.NaN]), name: "0.bias" }];
    for (const clip of [clipGradNorm, clipGradValue, clipGradAdaptive])
      expect(() => clip(params, 1)).toThrow(
        new NonFiniteError(`${clip.name}: the gradient of 0.bias is NaN at index 1; nothing was clipped`),
      );
    expect(params[0].grad![0]).toBe(30);
  });

  it("is right where squares leave the range of doubles", () => {
    for (const scale of [1e200, 1e-200, 1e-310]) {
      const params = [param([3 * scale, -4 * scale])];
      expect(clipGradNorm(params, 2.5 * scale) / scale).toBeCloseTo(5, 10);
      expect(params[0].grad![1] / scale).toBeCloseTo(-2, 10);
    }
    expect([norm(), norm(new Float32Array(3)), norm(Float64Array.of(1, Number.NaN))]).toEqual([0, 0, Number.NaN]);
  });
});

it("clipGradValue holds every element within ±limit", () => {
  const params = [param([-3, 0.5, 2])];
  clipGradValue(params, 1);
  expect(grads(params)).toEqual([[-1, 0.5, 1]]);
  expect(() => clipGradValue(params, -1)).toThrow("clipGradValue: limit must be a number >= 0, got -1");
});

it("clipGradAdaptive holds each row's gradient to a share of its weights, a vector's as a whole", () => {
  const matrix = param([3, 4, 0.3, 0.4, -3, 4], [3, 2], [6, 8, 6, 8, 6, 8]);
  const [vector, zero] = [param([3, 4], [2], [6, 8]), param([3, 4], [2], [0, 0])];
  clipGradAdaptive([matrix, vector, zero], 0.1, 0.5);
  const rounded = grads([matrix, vector, zero]).map((values) => values?.map((x) => Number(x.toFixed(12))));
  expect(rounded).toEqual([
    [0.6, 0.8, 0.3, 0.4, -0.6, 0.8],
    [0.6, 0.8],
    [0.03, 0.04],
  ]);
});

describe("averageGrad", () => {
  it("turns k backward passes into one step of their mean", () => {
    const made = param([1 + 2 + 6, 0]);
    const handedOut = made.grad;
    averageGrad([made, param(null)], 3);
    expect([grads([made]), handedOut![0]]).toEqual([[[3, 0]], 9]);
  });

  it("refuses a number of passes that is not an integer >= 1", () => {
    expect(() => averageGrad([param([1])], 0)).toThrow("averageGrad: k must be an integer >= 1, got 0");
    expect(() => averageGrad([param([1])], 1.5)).toThrow("k must be an integer >= 1, got 1.5");
  });
});

describe("noDecay", () => {
  const weight = param([1, 2, 3, 4], [2, 2], [1, 1, 1, 1]);
  const [bias, scale, single] = [param([1, 2], [2], [1, 1]), param([1, 2]), param([1], [])];

  it("puts biases, norm parameters and single numbers in a group without decay", () => {
    expect(noDecay([weight, bias, scale, single])).toEqual([
      { params: [weight] },
      { params: [bias, scale, single], hyper: { weightDecay: 0 } },
    ]);
    expect(noDecay([bias, weight], "l2")[1].hyper).toEqual({ l2: 0 });
  });

  it("omits an empty group, which an optimizer refuses", () => {
    expect(noDecay([weight])).toEqual([{ params: [weight] }]);
    expect(noDecay([bias])).toHaveLength(1);
  });

  it("throws for a rule without weight decay", () => {
    expect(() => new Optimizer(noDecay([weight, bias]), sgd())).toThrow('sgd: unknown option "weightDecay"');
  });
});
