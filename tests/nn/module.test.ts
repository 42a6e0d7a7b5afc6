/** @file A `Module` finds the tensors and layers in its fields, and names them as PyTorch does. */

import { describe, expect, it } from "vitest";
import { add, mul, Random, randn, sum, type Tensor, tensor } from "../../src/autograd/index.ts";
import { Conv2d, Dropout, Linear, Module, ReLU, Sequential, summary } from "../../src/nn/index.ts";
import { cnn } from "../support/cnn.ts";

describe("a model's names are PyTorch's", () => {
  it("numbers the layers of a Sequential and spells fields with underscores", () => {
    expect(
      cnn()
        .namedParameters()
        .map(([name, { shape }]) => [name, shape]),
    ).toEqual([
      ["0.weight", [2, 1, 3, 3]],
      ["0.bias", [2]],
      ["1.weight", [2]],
      ["1.bias", [2]],
      ["5.weight", [3, 18]],
      ["5.bias", [3]],
    ]);
    expect(
      cnn()
        .namedBuffers()
        .map(([name]) => name),
    ).toEqual(["1.running_mean", "1.running_var", "1.num_batches_tracked"]);
  });

  it("gives each parameter its path as its name", () => {
    expect(cnn().parameters()[4].name).toBe("5.weight");
  });
});

/** A custom model: a tensor beside layers, an array of layers, one layer in two places. */
class Residual extends Module {
  readonly scale = tensor([2], { requiresGrad: true });
  readonly blocks: Module[];
  readonly head: Module;

  constructor(random: Random) {
    super();
    const shared = new Linear(3, 3, { random });
    this.blocks = [shared, new Linear(3, 3, { random, bias: false }), shared];
    this.head = new Sequential(new ReLU(), new Linear(3, 1, { random }));
  }

  forward(x: Tensor): Tensor {
    let y = x;
    for (const block of this.blocks) y = add(y, mul(this.scale, block.forward(y)));
    return this.head.forward(y);
  }
}

describe("a custom model", () => {
  const names = ["scale", "blocks.0.weight", "blocks.0.bias", "blocks.1.weight", "head.1.weight", "head.1.bias"];

  it("has the parameters of its fields and arrays of layers, shared ones once", () => {
    const model = new Residual(new Random(1));
    expect(model.namedParameters().map(([name]) => name)).toEqual(names);
    expect([...model.stateDict().keys()]).toEqual(names);
    expect(model.parameters().map(({ name }) => name)).toEqual(names);
  });

  it("passes train and eval on to layers in arrays", () => {
    const model = new Residual(new Random(1)).eval();
    expect(model.blocks[1].training).toBe(false);
  });

  it("keeps the names of its parameters when a part lists its own", () => {
    const model = new Residual(new Random(1));
    expect(model.head.parameters().map(({ name }) => name)).toEqual(["1.weight", "1.bias"]);
    model.parameters();
    expect(model.head.namedParameters().map(([name]) => name)).toEqual(["1.weight", "1.bias"]);
    expect(model.head.parameters().map(({ name }) => name)).toEqual(["head.1.weight", "head.1.bias"]);
  });

  it("trains the shared layer through all its places", () => {
    const model = new Residual(new Random(1));
    sum(model.forward(randn([4, 3], { random: new Random(2) }))).backward();
    for (const { grad, name } of model.parameters()) expect(grad, name).not.toBeNull();
    model.zeroGrad();
    for (const { grad, name } of model.parameters()) expect(grad, name).toBeNull();
  });

  it("has a summary with its direct parameters, shared ones counted once", () => {
    const lines = summary(new Residual(new Random(1))).split("\n");
    expect(lines.map((line) => line.split(" ")[0])).toEqual([
      "name",
      "model",
      "blocks.0",
      "blocks.1",
      "blocks.2",
      "head.0",
      "head.1",
      "",
    ]);
    expect(lines[1]).toMatch(/^model +Residual +\[1\] +1$/);
    expect(lines.at(-1)).toMatch(/total +26$/);
  });
});

describe("train and eval", () => {
  it("reach every layer", () => {
    const model = cnn().eval();
    const x = randn([4, 1, 8, 8], { random: new Random(3) });
    expect(model.forward(x).data).toEqual(model.forward(x).data);
    expect(model.stateDict().get("1.num_batches_tracked")?.data[0]).toBe(0);
    model.train();
    expect(model.forward(x).data).not.toEqual(model.forward(x).data);
    expect(model.stateDict().get("1.num_batches_tracked")?.data[0]).toBe(2);
  });
});

describe("errors", () => {
  it("name the layer in which a shape did not fit", () => {
    expect(() => cnn().forward(tensor(new Float32Array(36), { shape: [1, 1, 6, 6] }))).toThrow(
      "in layer 5 (Linear 18 → 3): linear: the last axis of the input must be 18 for weight [3,18], got [1,8]",
    );
  });

  it("refuse sizes that are not integers", () => {
    const random = new Random(1);
    expect(() => new Linear(0, 3, { random })).toThrow("Linear: inFeatures must be an integer >= 1, got 0");
    expect(() => new Conv2d(3, 4, 3, { random, groups: 2 })).toThrow(
      "Conv2d: groups must divide the 3 input and 4 output channels, got 2",
    );
    expect(() => new Dropout(1.5, { random })).toThrow("Dropout: p must be in [0, 1], got 1.5");
    expect(new Dropout(1, { random }).forward(tensor([1, 2])).data).toEqual(new Float32Array(2));
  });
});

describe("summary", () => {
  it("lists layers, shapes and parameter counts", () => {
    const lines = summary(cnn()).split("\n");
    expect(lines).toHaveLength(9);
    expect(lines[1]).toMatch(/^0 +Conv2d 1 → 2, 3×3 +\[2,1,3,3\] \[2\] +20$/);
    expect(lines.at(-1)).toMatch(/total +81$/);
  });
});

describe("fields", () => {
  class Mixture extends Module {
    readonly centers = [1, 2].map((value) => tensor([value], { requiresGrad: true }));
    readonly seen = [tensor([0])];
    protected override readonly bufferNames = ["seen"];
    forward(x: Tensor): Tensor {
      return this.centers.reduce((y, center) => add(y, center), x);
    }
  }

  it("that hold arrays of tensors count each of them", () => {
    const model = new Mixture();
    expect(model.namedParameters().map(([name]) => name)).toEqual(["centers.0", "centers.1"]);
    expect(model.namedBuffers().map(([name]) => name)).toEqual(["seen.0"]);
    const other = new Mixture();
    other.centers[1].assign([7]);
    model.loadStateDict(other.stateDict());
    expect(model.forward(tensor([0])).item()).toBe(8);
  });
});
