/** @file Parameters and state in the kernels' own memory: nothing but speed may depend on whether there is room. */
import { afterEach, beforeEach, describe, expect, test, vi } from "vitest";
import {
  adam,
  crossEntropy,
  Linear,
  mul,
  Optimizer,
  Random,
  ReLU,
  randn,
  Sequential,
  sum,
  tanh,
  tensor,
  zeros,
} from "../../src/index.ts";
import { residentZeros } from "../../src/kernels/residentZeros.ts";
import { forgetInstance, type Instance, instance } from "../../src/kernels/wasm/instance.ts";
import { freeBytes } from "../../src/kernels/wasm/memory.ts";
import { until } from "../support/until.ts";

/** A memory of the least size that is ever reserved, so that it is soon full. */
beforeEach(() => {
  forgetInstance();
  const original = WebAssembly.Memory;
  class Small extends original {
    constructor(descriptor: WebAssembly.MemoryDescriptor) {
      if (descriptor.initial > 1024) throw new RangeError("could not allocate memory");
      super(descriptor);
    }
  }
  vi.stubGlobal("WebAssembly", Object.create(WebAssembly, { Memory: { value: Small } }));
});

afterEach(() => {
  vi.unstubAllGlobals();
  forgetInstance();
});

function wasm(): Instance {
  const found = instance();
  if (found === null) throw new Error("no WebAssembly here");
  return found;
}

const isResident = (values: { readonly buffer: ArrayBufferLike }): boolean => values.buffer === wasm().memory.buffer;

/** A model with what it needs for a step. */
class Run {
  readonly model: Sequential;
  readonly optimizer: Optimizer;
  private readonly random: Random;

  constructor(seed = 1) {
    this.random = new Random(seed);
    const { random } = this;
    this.model = new Sequential(new Linear(20, 30, { random }), new ReLU(), new Linear(30, 4, { random }));
    this.optimizer = new Optimizer(this.model.parameters(), adam({ lr: 1e-2 }));
  }

  step(): void {
    const inputs = randn([16, 20], { random: this.random });
    this.optimizer.zeroGrad();
    crossEntropy(
      this.model.forward(inputs),
      Array.from({ length: 16 }, () => this.random.integer(4)),
    ).backward();
    this.optimizer.step();
  }

  train(steps = 5): this {
    for (let step = 0; step < steps; step++) this.step();
    return this;
  }

  weights(): number[][] {
    return [...this.model.parameters()].map(({ data }) => [...data]);
  }

  /** Every long-lived array of parameters and state. */
  arrays(): ArrayLike<number>[] {
    return this.optimizer.parameterStates().flatMap(({ param, state }) => [param.data, ...Object.values(state ?? {})]);
  }

  residents(): number {
    return this.arrays().filter((values) => isResident(values as Float32Array)).length;
  }
}

/** 4 parameters with two buffers each. */
const all = 12;

describe("when the memory is full", () => {
  test.each([
    ["nothing", 0, 0],
    ["parameters and the smallest one's state", 3104, 6],
    ["parameters and all state, but no copy of a gradient", 9120, all],
    ["everything", 2 ** 20, all],
  ])("%s fits, and training gives the same bits", (_title, room, expected) => {
    const free = new Run().train().weights();
    forgetInstance();
    const held = wasm().heap.allocate((freeBytes(wasm().heap) - room) / 4);
    expect(held).not.toBeNull();
    const run = new Run().train();
    expect(run.residents()).toBe(expected);
    expect(run.weights()).toEqual(free);
  });
});

describe("several models", () => {
  test("two models trained in turns equal two trained alone", () => {
    const [a, b] = [new Run(1), new Run(2)];
    for (let step = 0; step < 5; step++) {
      a.step();
      b.step();
    }
    expect(a.weights()).toEqual(new Run(1).train().weights());
    expect(b.weights()).toEqual(new Run(2).train().weights());
  });

  test("many models, dropped one after the other, need no more room than one", async () => {
    const kept = new Run(7).train();
    const before = freeBytes(wasm().heap);
    const dropMany = (): void => {
      for (let seed = 0; seed < 100; seed++) new Run(seed).train(1);
    };
    dropMany();
    expect(freeBytes(wasm().heap)).toBeLessThan(before);
    await until(() => freeBytes(wasm().heap) === before);
    expect(kept.train(1).weights()).toEqual(new Run(7).train(6).weights());
  });

  test("the bytes of a freed array are zero in the next one", async () => {
    const fillOne = (): void => void zeros([1000], { requiresGrad: true }).data.fill(9);
    const before = freeBytes(wasm().heap);
    fillOne();
    await until(() => freeBytes(wasm().heap) === before);
    const next = zeros([1000], { requiresGrad: true });
    expect(isResident(next.data)).toBe(true);
    expect(next.data.every((value) => value === 0)).toBe(true);
  });
});

describe("the memory of gradients that wait", () => {
  /** A step whose intermediate gradients have n elements. */
  function stepOf(n: number): Float32Array {
    const x = tensor(new Float32Array(n).fill(0.25), { requiresGrad: true });
    sum(tanh(mul(tanh(mul(x, 2)), 3))).backward();
    return x.grad as Float32Array;
  }

  test("goes to a parameter that finds no other room", () => {
    const all = freeBytes(wasm().heap);
    const grad = stepOf(20_000);
    const rest = freeBytes(wasm().heap);
    expect(rest).toBeLessThan(all);
    const parameter = zeros([rest / 4 + 1], { requiresGrad: true });
    expect(isResident(parameter.data)).toBe(true);
    parameter.data.fill(7);
    expect(stepOf(20_000)).toEqual(grad);
    expect(parameter.data.every((value) => value === 7)).toBe(true);
  });

  test("is free again at once when too much of it waits", () => {
    const free = Array.from({ length: 12 }, (_, i) => {
      stepOf(1_000_000 + 4 * i);
      return freeBytes(wasm().heap);
    });
    expect(free.some((bytes, i) => i > 0 && bytes > free[i - 1])).toBe(true);
  });

  test("stays where an array of Float64 is made", () => {
    stepOf(20_000);
    const rest = freeBytes(wasm().heap);
    residentZeros(new Float64Array(3));
    expect(freeBytes(wasm().heap)).toBe(rest);
  });
});

test.each([0, 20_000, 39_999])(
  "a gradient with a NaN at %i changes nothing, where it is staged in several parts",
  (at) => {
    const param = zeros([40_000], { requiresGrad: true });
    const optimizer = new Optimizer([param], adam());
    param.grad = new Float32Array(40_000).fill(1);
    optimizer.step();
    const before = [param.data, ...Object.values(optimizer.parameterStates()[0].state ?? {})].map((values) =>
      values.slice(),
    );
    param.grad[at] = NaN;
    expect(() => optimizer.step()).toThrow(`NaN at index ${at}`);
    expect([param.data, ...Object.values(optimizer.parameterStates()[0].state ?? {})]).toEqual(before);
  },
);

test("loaded state is in the memory again, and training resumes with the same bits", () => {
  const first = new Run().train();
  const [weights, state] = [first.model.stateDict(), first.optimizer.stateDict()];
  const again = (): Run => {
    const run = new Run(2);
    run.model.loadStateDict(weights);
    run.optimizer.loadStateDict(state);
    return run;
  };
  const second = again();
  expect(second.residents()).toBe(all);
  forgetInstance();
  wasm().heap.allocate(freeBytes(wasm().heap) / 4);
  const third = again();
  expect(third.residents()).toBe(0);
  expect(third.train(3).weights()).toEqual(second.train(3).weights());
});
