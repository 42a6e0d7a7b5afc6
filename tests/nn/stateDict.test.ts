/** @file `stateDict` and `loadStateDict` of modules. */

import { runInNewContext } from "node:vm";
import { describe, expect, it } from "vitest";
import { crossEntropy, noGrad, Random, randn, type Tensor, tensor, transpose } from "../../src/autograd/index.ts";
import { Linear, Module } from "../../src/nn/index.ts";
import { cnn } from "../support/cnn.ts";

describe("stateDict and loadStateDict", () => {
  it("copy one model's numbers into another, in place", () => {
    const [a, b] = [cnn(1), cnn(2)];
    const weight = b.parameters()[0];
    expect(weight.data).not.toEqual(a.parameters()[0].data);
    b.loadStateDict(a.stateDict());
    expect(b.parameters()[0]).toBe(weight);
    expect(b.stateDict()).toEqual(a.stateDict());
  });

  it("copy deeply: further training does not change the saved state", () => {
    const model = cnn();
    const saved = model.stateDict();
    const before = saved.get("0.weight")?.data.slice();
    model.parameters()[0].data.fill(9);
    expect(saved.get("0.weight")?.data).toEqual(before);
  });

  it.each<[found: string, state: unknown]>([
    ["an object", {}],
    ["an object", JSON.parse(JSON.stringify(cnn().stateDict()))],
    ["an array of 2", [...new Linear(1, 1, { random: new Random(1) }).stateDict()]],
    ["[]", []],
    ["null", null],
    ["undefined", undefined],
    ["3", 3],
    ["an object of class Sequential", cnn()],
    ["an object of class WeakMap", new WeakMap()],
    ["an object", { get: 1 }],
    ["an object", { get: () => undefined, keys: () => [] }],
  ])("refuse %s, which is not a Map", (found, state) => {
    expect(() => cnn().loadStateDict(state as ReturnType<Module["stateDict"]>)).toThrow(
      new TypeError(
        `loadStateDict: nothing was loaded: the state must be the result of stateDict(), got ${found}; for JSON, see encodeWeights`,
      ),
    );
  });

  it("load a Map of another realm, such as structuredClone makes in a test runner", () => {
    const model = new Linear(1, 1, { bias: false, random: new Random(1) });
    const state = runInNewContext('new Map([["weight", { shape: [1, 1], data: new Float32Array([7]) }]])');
    model.loadStateDict(state);
    expect(model.weight.item()).toBe(7);
  });

  it.each<[unknown, unknown, string]>([
    ["weight", undefined, "weight [1,2] is missing"],
    [Object.create(null), undefined, '"an object" is not in the model'],
    [
      "weight",
      { shape: [1, 2], data: { length: 2, 0: 1e39, 1: 0 } },
      "weight holds 1e+39, which is Infinity in the model's Float32",
    ],
    ["weight", null, "weight [1,2] is missing"],
    ["weight", 3, "weight is undefined, the model needs [1,2]"],
    ["weight", [1, 2], "weight is undefined, the model needs [1,2]"],
    ["weight", { shape: "12", data: new Float32Array(2) }, 'weight is "12", the model needs [1,2]'],
    ["weight", { shape: [1, 2] }, "weight has no values for [1,2]"],
    ["weight", { shape: [1, 2], data: null }, "weight has no values for [1,2]"],
    ["weight", { shape: [1, 2], data: { 0: 1, 1: 2 } }, "weight has no values for [1,2]"],
    ["weight", { shape: [1, 2], data: new Float32Array(3) }, "weight has 3 values for [1,2]"],
    [{}, {}, '"an object" is not in the model'],
  ])("name the entry at fault: %o: %o", (name, entry, problem) => {
    const model = new Linear(2, 1, { bias: false, random: new Random(1) });
    const state = new Map<unknown, unknown>([...model.stateDict(), [name, entry]]);
    expect(() => model.loadStateDict(state as ReturnType<Module["stateDict"]>)).toThrow(
      new Error(`loadStateDict: nothing was loaded: ${problem}`),
    );
  });

  it("list missing, unknown and misshapen tensors, and change nothing", () => {
    const model = cnn();
    const state = model.stateDict();
    const before = model.stateDict();
    state.delete("0.bias");
    state.set("5.weight", { shape: [18, 3], data: new Float32Array(54) });
    state.set("extra", { shape: [1], data: new Float32Array(1) });
    expect(() => model.loadStateDict(state)).toThrow(
      "nothing was loaded: 0.bias [2] is missing; 5.weight is [18,3], the model needs [3,18]; extra is not in the model",
    );
    expect(model.stateDict()).toEqual(before);
  });

  it("list at most five problems, shortened and with control characters escaped", () => {
    const model = cnn();
    const state = model.stateDict();
    for (let i = 0; i < 1000; i++)
      state.set(`\u001b[31m${i}${"x".repeat(1e4)}`, { shape: [1], data: new Float32Array(1) });
    expect(() => model.loadStateDict(state)).toThrow(/ is not in the model; and 995 more$/);
    expect(() => model.loadStateDict(state)).toThrow(/^\P{Cc}{1,500}$/u);
    state.clear();
    for (const [name] of model.stateDict())
      state.set(name, { shape: new Array(65_000).fill(1), data: new Float32Array(1) });
    expect(() => model.loadStateDict(state)).toThrow(/^.{1,500}$/);
  });

  it("change nothing if a number is too large for Float32; Infinity is allowed", () => {
    const model = cnn();
    const before = model.stateDict();
    const state = model.stateDict();
    const [name, { shape, data }] = [...state][0];
    state.set(name, { shape, data: Float64Array.from(data).fill(1e300, 3, 4) });
    expect(() => model.loadStateDict(state)).toThrow(`${name} holds 1e+300, which is Infinity in the model's Float32`);
    expect(model.stateDict()).toEqual(before);
    state.set(name, { shape, data: Float64Array.from(data).fill(Infinity) });
    model.loadStateDict(state);
    expect(model.parameters()[0].data[0]).toBe(Infinity);
  });

  it("change nothing if an array holds anything but numbers, such as null from JSON", () => {
    const model = new Linear(1, 2, { random: new Random(1) });
    for (const data of [[null, 1], [1n, 2n], new BigInt64Array(2), { length: 2 }, "ab"]) {
      const before = model.stateDict();
      const state = new Map(before).set("bias", { shape: [2], data: data as never });
      state.set("weight", { shape: [2, 1], data: new Float32Array(2) });
      expect(() => model.loadStateDict(state)).toThrow(/bias holds .*, it must hold numbers/);
      expect(model.stateDict()).toEqual(before);
    }
  });

  it("change nothing if an array's length does not match its shape", () => {
    const model = new Linear(2, 1, { random: new Random(1) });
    const before = model.stateDict();
    const state = model.stateDict();
    state.get("weight")?.data.fill(9);
    state.set("bias", { shape: [1], data: new Float32Array(2) });
    expect(() => model.loadStateDict(state)).toThrow("nothing was loaded: bias has 2 values for [1]");
    expect(model.stateDict()).toEqual(before);
  });

  it("change nothing if a layer holds a view of another tensor, which cannot be loaded", () => {
    class Tied extends Module {
      weight = tensor([[1, 2]], { requiresGrad: true });
      turned = noGrad(() => transpose(this.weight));
      forward(x: Tensor): Tensor {
        return x;
      }
    }
    const [model, state] = [new Tied(), new Tied().stateDict()];
    for (const { data } of state.values()) data.fill(5);
    expect(() => model.loadStateDict(state)).toThrow("turned is a view of another tensor of the model");
    expect([...model.weight.data]).toEqual([1, 2]);
  });

  it("mark the parameters as changed, so that backward of an older forward pass throws", () => {
    const model = cnn();
    const loss = crossEntropy(model.forward(randn([4, 1, 8, 8], { random: new Random(3) })), [0, 1, 2, 0]);
    model.loadStateDict(model.stateDict());
    expect(() => loss.backward()).toThrow("changed in place");
  });
});
