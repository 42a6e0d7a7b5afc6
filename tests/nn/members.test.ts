import { describe, expect, it } from "vitest";
import { add, mul, noGrad, Random, relu, sum, type Tensor, tensor } from "../../src/autograd/index.ts";
import { Dropout, Linear, Module, Sequential } from "../../src/nn/index.ts";
import { adam, Optimizer } from "../../src/optim/index.ts";

const random = new Random(1);
const parameter = (value: number): Tensor => tensor([value], { requiresGrad: true });

describe("a layer or tensor is found", () => {
  class Nested extends Module {
    readonly byName = { left: new Linear(1, 1, { random, bias: false }), scale: parameter(2) };
    readonly byKey = new Map<string, unknown>([["a", new Dropout(0.5, { random: new Random(2) })]]);
    readonly heads = new Set([new Linear(1, 1, { random, bias: false })]);
    readonly grid = [[parameter(3), parameter(4)], [new Linear(1, 1, { random, bias: false })]];
    readonly runningStats = { mean: [tensor([5])] };
    protected override readonly bufferNames = ["runningStats"];
    forward(x: Tensor): Tensor {
      return mul(x, this.byName.scale);
    }
  }

  it("in plain objects, Maps, Sets and nested arrays, under its path", () => {
    const model = new Nested();
    expect(model.namedParameters().map(([name]) => name)).toEqual([
      "by_name.scale",
      "grid.0.0",
      "grid.0.1",
      "byName.left.weight",
      "heads.0.weight",
      "grid.1.0.weight",
    ]);
    expect(model.namedBuffers().map(([name]) => name)).toEqual(["running_stats.mean.0"]);
    expect(model.namedGenerators().map(([name]) => name)).toEqual(["byKey.a.random"]);
    model.eval();
    expect((model.byKey.get("a") as Dropout).training).toBe(false);
  });

  it("and is saved and loaded", () => {
    const [model, other] = [new Nested(), new Nested()];
    other.byName.left.weight.assign([7]);
    model.loadStateDict(other.stateDict());
    expect(model.byName.left.weight.item()).toBe(7);
  });

  it("once, in structures that contain themselves", () => {
    class Circular extends Module {
      readonly parts: unknown[] = [parameter(1)];
      forward = (x: Tensor): Tensor => x;
    }
    const model = new Circular();
    model.parts.push(model.parts, { again: model.parts });
    expect(model.namedParameters().map(([name]) => name)).toEqual(["parts.0"]);
  });
});

describe("layers that would be neither trained nor saved are refused", () => {
  class Holder extends Module {
    constructor(readonly inner: unknown) {
      super();
    }
    forward = (x: Tensor): Tensor => x;
  }
  class Linear2 {
    forward(): void {}
    namedParameters(): void {}
  }

  it("a layer of another copy of the package", () => {
    const text = "must come from this copy of downhill, got Linear2 of another copy; install the package once";
    expect(() => new Holder({ a: new Linear2() }).parameters()).toThrow(`Holder: inner.a ${text}`);
    expect(() => new Holder(new Linear2()).train()).toThrow(`Holder: inner ${text}`);
    expect(() => new Sequential(new Linear2() as never)).toThrow(`Sequential: "argument 0" ${text}`);
  });

  it("a tensor of another copy", () => {
    class Tensor2 {
      backward(): void {}
      zeroGrad(): void {}
      assign(): void {}
    }
    expect(() => new Holder([new Tensor2()]).stateDict()).toThrow("Holder: inner.0 must come from this copy");
  });

  it("but not other objects", () => {
    expect(new Holder([new Date(), null, "text", { forward: 1 }, new Float32Array(2)]).parameters()).toEqual([]);
  });
});

describe("a result kept in a field", () => {
  class Remembering extends Module {
    readonly weight = parameter(2);
    last: Tensor | null = null;
    forward(x: Tensor): Tensor {
      this.last = relu(mul(x, this.weight));
      return add(this.last, 1);
    }
  }

  it("is not a parameter: the error says so", () => {
    const model = new Remembering();
    expect(model.parameters()).toHaveLength(1);
    sum(model.forward(tensor([1]))).backward();
    const text = 'Remembering: field "last" must hold a parameter, got the result of an op; keep results in a #private';
    expect(() => model.parameters()).toThrow(text);
    expect(() => model.stateDict()).toThrow(text);
  });

  it("without a history is refused by the optimizer, with the filter for frozen parameters", () => {
    const model = new Remembering();
    noGrad(() => model.forward(tensor([1])));
    expect(() => new Optimizer(model.parameters(), adam())).toThrow(
      "Optimizer: parameter last must require a gradient; to leave frozen parameters out, pass " +
        "model.parameters().filter((p) => p.requiresGrad)",
    );
    expect(
      () =>
        new Optimizer(
          model.parameters().filter((p) => p.requiresGrad),
          adam(),
        ),
    ).not.toThrow();
  });
});

describe("a layer that the constructor keeps in a #private field", () => {
  const lost = (name: string) =>
    `${name}: its layers must be in public fields, got a Linear that no public field holds and that is neither trained ` +
    "nor saved; keep layers in public fields";
  const linear = () => new Linear(1, 1, { random });

  class Hiding extends Module {
    readonly head = linear();
    readonly #inner = linear();
    forward = (x: Tensor): Tensor => this.#inner.forward(this.head.forward(x));
  }
  class HidingSeveral extends Module {
    readonly #layers: Module[];
    constructor(count: number) {
      super();
      this.#layers = Array.from({ length: count }, linear);
    }
    forward = (x: Tensor): Tensor => this.#layers.reduce((y, layer) => layer.forward(y), x);
  }

  it("is an error that names the class, at every way to read the parameters", () => {
    for (const model of [new Hiding(), new Sequential(new Dropout(0.5, { random }), new Hiding())]) {
      expect(() => model.parameters()).toThrow(lost("Hiding"));
      expect(() => model.stateDict()).toThrow(lost("Hiding"));
      expect(() => model.parameters()).toThrow(lost("Hiding"));
    }
    expect(() => new HidingSeveral(2).parameters()).toThrow(lost("HidingSeveral"));
    expect(new HidingSeveral(0).parameters()).toEqual([]);
  });

  it("is found in a class inside a class of the same name", () => {
    class Block extends Module {
      readonly #hidden: Module | null;
      readonly inner: Block | null;
      constructor(depth: number) {
        super();
        this.inner = depth > 0 ? new Block(depth - 1) : null;
        this.#hidden = depth === 1 ? linear() : null;
      }
      forward = (x: Tensor): Tensor => this.#hidden?.forward(x) ?? x;
    }
    expect(new Block(0).parameters()).toEqual([]);
    expect(() => new Block(1).parameters()).toThrow(lost("Block"));
    expect(() => new Block(3).parameters()).toThrow(lost("Block"));
  });

  it("is not an error if a public field, here of an outer model, holds it too", () => {
    class Sharing extends Module {
      readonly #inner = linear();
      constructor(registry: Module[]) {
        super();
        registry.push(this.#inner);
      }
      forward = (x: Tensor): Tensor => this.#inner.forward(x);
    }
    class Outer extends Module {
      readonly all: Module[] = [];
      readonly sharing = new Sharing(this.all);
      forward = (x: Tensor): Tensor => this.sharing.forward(x);
    }
    expect(new Outer().parameters()).toHaveLength(2);
  });

  it("is not an error for a temporary layer in a class without #private members, nor for models made one after another", () => {
    class Copying extends Module {
      readonly layer = linear();
      constructor() {
        super();
        this.layer.loadStateDict(linear().stateDict());
      }
      forward = (x: Tensor): Tensor => this.layer.forward(x);
    }
    expect(new Copying().parameters()).toHaveLength(2);
    class Caching extends Module {
      readonly layer = linear();
      #last: Tensor | null = null;
      forward(x: Tensor): Tensor {
        this.#last ??= this.layer.forward(x);
        return this.#last;
      }
    }
    const [first] = [new Caching(), linear(), new Caching()];
    expect(first.parameters()).toHaveLength(2);
  });
});
