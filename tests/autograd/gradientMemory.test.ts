/** @file Gradients of intermediate results share memory, and nothing that callers can hold ever does. */
import { describe, expect, it, vi } from "vitest";
import type { Floats } from "../../src/array/floats.ts";
import { array } from "../../src/array/ndArray.ts";
import * as autograd from "../../src/autograd/index.ts";
import { add, mul, Random, randn, record, relu, sum, type Tensor } from "../../src/autograd/index.ts";
import { adam, clipGradNorm, Optimizer } from "../../src/index.ts";
import { useFast } from "../../src/kernels/useFast.ts";
import { useReference } from "../../src/kernels/useReference.ts";
import { prepareCall } from "../../src/testing/support/prepareCall.ts";
import { largeCalls } from "../support/largeCalls.ts";
import { residualModel } from "../support/residualModel.ts";

/** The arrays given out so far, so that a test can count them. */
const made = vi.hoisted(() => new Set<Float32Array>());

/** Arrays that wait are filled with NaN: a gradient that still read one would show it. */
vi.mock("../../src/autograd/support/gradientMemory.ts", async (original) => {
  const real = await original<typeof import("../../src/autograd/support/gradientMemory.ts")>();
  const takeMemory: typeof real.takeMemory = (length) => {
    const values = real.takeMemory(length);
    if (values !== null) made.add(values);
    return values;
  };
  const addHolders: typeof real.addHolders = (values, more) => {
    real.addHolders(values, more);
    if ((real.holdersOf(values) as number) < 0) values.fill(NaN);
  };
  const giveBack: typeof real.giveBack = (values) => {
    if (real.isLent(values)) addHolders(values, -1);
  };
  return { ...real, takeMemory, addHolders, giveBack };
});

const random = new Random(1);
const parameter = (...shape: number[]): Tensor => randn(shape, { random, requiresGrad: true });

it("a step of a fixed model makes no array for gradients of intermediate results after the first", () => {
  const { step } = residualModel(random);
  const before = made.size;
  step();
  const first = made.size;
  expect(first).toBeGreaterThan(before);
  for (let i = 0; i < 4; i++) step();
  expect(made.size).toBe(first);
});

it("gradients of more than 16 MiB are ordinary arrays", () => {
  const gradientOf = (length: number): number => {
    const before = made.size;
    const x = autograd.zeros([length], { requiresGrad: true });
    sum(mul(relu(x), 2)).backward();
    return made.size - before;
  };
  expect(gradientOf(2 ** 22 + 1)).toBe(0);
  expect(gradientOf(2 ** 22)).toBeGreaterThan(0);
});

it("gradients that callers hold stay as they were in later steps", () => {
  const { parameters, step } = residualModel(random);
  step();
  const held = parameters.map(({ grad }) => grad as Float32Array);
  const copies = held.map((grad) => grad.slice());
  for (let i = 0; i < 3; i++) step();
  expect(held).toEqual(copies);
});

describe("the gradient of a parameter", () => {
  it("lies in memory that is used again, also after clipping and a step", () => {
    const { parameters, step } = residualModel(random);
    const optimizer = new Optimizer(parameters, adam());
    step();
    const before = made.size;
    for (let i = 0; i < 3; i++) {
      optimizer.zeroGrad();
      step();
      clipGradNorm(parameters, 1e9);
      optimizer.step();
      expect(made.has(parameters[1].lentGrad as Float32Array)).toBe(true);
    }
    expect(made.size).toBe(before);
  });

  it("is copied when it is read, and what was read never changes", () => {
    const x = parameter(3000);
    const pass = (factor: number): void => sum(mul(mul(x, factor), 2)).backward();
    pass(1);
    const first = x.grad as Float32Array;
    expect(made.has(first)).toBe(false);
    expect(x.grad).toBe(first);
    pass(2);
    pass(3);
    const sumOfAll = x.grad as Float32Array;
    x.zeroGrad();
    pass(4);
    pass(5);
    expect([first[0], sumOfAll[0], x.grad?.[0]]).toEqual([2, 12, 18]);
    for (const read of [first, sumOfAll])
      expect(() => mul(x, autograd.tensor(read))).toThrow("second derivatives are not recorded");
  });

  it("is separate for parameters that one pass gives the same gradient", () => {
    const [a, b] = [parameter(3000), parameter(3000)];
    const pass = (): void => sum(mul(add(a, b), 2)).backward();
    pass();
    sum(mul(mul(a, 3), 5)).backward();
    pass();
    expect([a.grad?.[7], b.grad?.[7]]).toEqual([19, 4]);
  });

  it("is in the order of the parameter where the pass ends with a view", () => {
    const x = parameter(50, 60);
    const factors = randn([60, 50], { random });
    sum(mul(autograd.transpose(x), factors)).backward();
    expect(x.grad).toEqual(autograd.transpose(factors).data);
  });
});

describe("memory that waits", () => {
  it.each(largeCalls)("%s has the gradients of a pass that uses no memory again", (call) => {
    const gradients = (options: { retainGraph?: boolean }): (ArrayLike<number> | null)[] => {
      const { f, inputs } = prepareCall(call, autograd, "float32");
      const y = f();
      const seed = Float32Array.from({ length: y.size }, (_, i) => 1 + (i % 3));
      // Two uses of y, and two of each gradient before it.
      mul(add(y, mul(y, 0.5)), 2).backward({ seed, ...options });
      return inputs.map(({ grad }) => grad);
    };
    const expected = gradients({ retainGraph: true });
    for (let i = 0; i < 2; i++) expect(gradients({})).toEqual(expected);
  });

  /** ∂L/∂x of three passes through an op of callers, between built-in ones. */
  const passThrough = (vjp: (dy: Floats) => Floats): ArrayLike<number> | null => {
    const x = parameter(50, 60);
    for (let i = 0; i < 3; i++) {
      const y = mul(x, 3);
      const z = record("custom", array(y.data.slice(), y.shape), [y, (dy) => array(vjp(dy.data), dy.shape)]);
      sum(mul(mul(z, 2), 2)).backward();
    }
    return x.grad;
  };

  it("a derivative of callers may return dy, a part of its memory, and keep it", () => {
    const kept: ArrayLike<number>[] = [];
    const keep = (dy: Floats): Floats => {
      kept.push(dy);
      return dy;
    };
    const expected = new Float32Array(3000).fill(36);
    expect(passThrough(keep)).toEqual(expected);
    expect(passThrough((dy) => new Float32Array(dy.buffer, dy.byteOffset, dy.length))).toEqual(expected);
    expect(kept.length).toBe(3);
    for (const dy of kept) expect(Array.from(dy)).toEqual(new Array(3000).fill(4));
  });

  it("a derivative of callers may keep what it returns, whatever else is added to the gradient", () => {
    const kept = new Float32Array(3000).fill(2);
    const x = parameter(3000);
    const y = mul(x, 1);
    const custom = (input: Tensor): Tensor => record("custom", array(input.data.slice()), [input, () => array(kept)]);
    sum(add(custom(y), add(mul(y, 5), custom(x)))).backward();
    expect(x.grad).toEqual(new Float32Array(3000).fill(9));
    expect(kept).toEqual(new Float32Array(3000).fill(2));
  });

  it("a gradient that is a view, shared by two inputs, is read by both", () => {
    const [a, b] = [parameter(3000), parameter(3000)];
    // The sum passes one repeated number back, and the addition passes that view to both.
    sum(add(relu(a), relu(b))).backward();
    for (const x of [a, b]) expect(x.grad).toEqual(x.data.map((value) => (value > 0 ? 1 : 0)));
  });

  it("a derivative that throws leaves no memory behind that is still read", () => {
    const x = parameter(3000);
    const broken = record("broken", array(new Float32Array(3000)), [
      x,
      () => {
        throw new Error("refused");
      },
    ]);
    const y = mul(x, 2);
    expect(() => sum(add(mul(broken, 3), y)).backward()).toThrow("refused");
    x.zeroGrad();
    sum(mul(mul(x, 3), 2)).backward();
    expect(x.grad).toEqual(new Float32Array(3000).fill(6));
  });

  it("a backward pass within a derivative does not disturb the outer one", () => {
    const x = parameter(3000);
    const inner = parameter(3000);
    const y = mul(x, 2);
    const z = record("nested", array(y.data.slice()), [
      y,
      (dy) => {
        sum(mul(mul(inner, 5), 2)).backward();
        return array(dy.data.map((value, i) => value * (inner.grad as Float32Array)[i]));
      },
    ]);
    sum(add(mul(z, 3), mul(y, 7))).backward();
    expect(inner.grad).toEqual(new Float32Array(3000).fill(10));
    expect(x.grad).toEqual(new Float32Array(3000).fill(2 * (3 * 10 + 7)));
  });

  it("retainGrad keeps a gradient that later passes leave alone", () => {
    const x = parameter(3000);
    const step = (): Float32Array => {
      const y = mul(x, 2).retainGrad();
      sum(mul(mul(y, 3), 5)).backward();
      return y.grad as Float32Array;
    };
    const first = step();
    step();
    expect(first).toEqual(new Float32Array(3000).fill(15));
  });

  it("is new memory where the kernels have none to give", () => {
    useReference();
    try {
      // No gradient before had this length.
      const x = parameter(2777);
      sum(mul(mul(x, x), 3)).backward();
      expect(x.grad).toEqual(x.data.map((value) => Math.fround(6 * value)));
    } finally {
      useFast();
    }
  });
});
