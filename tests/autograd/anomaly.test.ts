import { describe, expect, it, vi } from "vitest";
import { NearestName } from "../../src/autograd/anomaly/nearestName.ts";
import {
  AnomalyError,
  add,
  detectAnomaly,
  div,
  exp,
  findAnomaly,
  isRecording,
  log,
  mul,
  noGrad,
  Random,
  relu,
  sqrt,
  sub,
  sum,
  type Tensor,
  tensor,
} from "../../src/autograd/index.ts";
import { watcher } from "../../src/autograd/watcher.ts";
import { BatchNorm1d, Linear, Module, ReLU, Sequential } from "../../src/nn/index.ts";

const leaf = (values: number[], name = "") => {
  const x = tensor(values, { requiresGrad: true });
  x.name = name;
  return x;
};

/** A layer of one op. */
class Log extends Module {
  forward(x: Tensor): Tensor {
    return log(x);
  }
}

/** A model without Sequential: only its parameters have names. */
class Custom extends Module {
  readonly first = new Linear(2, 2, { random: new Random(1) });
  readonly second = new Linear(2, 1, { random: new Random(2) });
  forward(x: Tensor): Tensor {
    return sum(log(relu(this.second.forward(sqrt(relu(this.first.forward(x)))))));
  }
}

describe("forward, detectAnomaly names", () => {
  it("op, value, index and the statistics of the inputs", () => {
    const run = () => detectAnomaly(() => log(leaf([1, 4, 0, 0.5], "x")));
    expect(run).toThrow(AnomalyError);
    expect(run).toThrow(
      "detectAnomaly: log at x gave -Infinity at index 2 of its result, 4 values\n  x [4]: 0 not finite, from 0 to 4, mean 1.375",
    );
  });

  it("the first op, not one that its result poisons", () => {
    const error = findAnomaly(() => {
      const x = leaf([800, 1]);
      return sum(mul(exp(x), sub(exp(x), exp(x))));
    });
    expect(error).toMatch(/^detectAnomaly: exp gave Infinity at index 0 of its result/);
  });

  it("the layer of a Sequential, however deep", () => {
    const random = new Random(1);
    const model = new Sequential(new Linear(2, 3, { random }), new Sequential(new ReLU(), new Log()), new ReLU());
    model.children()[0][1].parameters()[0].assign(new Float32Array(6));
    model.children()[0][1].parameters()[1].assign([1, -1, 2]);
    const error = findAnomaly(() => model.forward(tensor([[1, 2]])));
    expect(error).toContain("log in layer 1 (Sequential), 1 (Log) gave -Infinity at index 1");
    expect(error).toContain("input 0 [1,3]: 0 not finite, from 0 to 2, mean 1");
  });

  it("the nearest parameter without a Sequential", () => {
    const model = new Custom();
    model.namedParameters();
    model.second.parameters()[0].assign([-1, -1]);
    model.second.bias?.assign([-1]);
    expect(findAnomaly(() => model.forward(tensor([[1, 2]])))).toMatch(
      /: log after second\.(weight|bias) gave -Infinity/,
    );
    model.second.parameters()[0].assign([3e38, 3e38]);
    model.first.parameters()[1].assign([9, 9]);
    expect(findAnomaly(() => model.forward(tensor([[1, 2]])))).toContain(": linear at second.weight gave Infinity");
  });

  it("a parameter or batch that held it before", () => {
    const x = leaf([1, Number.NaN], "3.weight");
    const error = findAnomaly(() => add(x, 1));
    expect(error).toMatch(/^detectAnomaly: add at 3\.weight got NaN at index 1 of 3\.weight, 2 values/);
    expect(error).toContain("3.weight [2]: 1 not finite, all others 1");
  });

  it("values that differ by less than is shown", () => {
    expect(findAnomaly(() => add(leaf([1, 1.00001, Infinity]), 1))).toContain("1 not finite, all about 1");
  });

  it("what happens without a history too", () => {
    expect(findAnomaly(() => noGrad(() => log(tensor([0]))))).toContain("log gave -Infinity");
  });
});

describe("backward, detectAnomaly names", () => {
  it("the op whose derivative it is, with input and incoming gradient", () => {
    const error = findAnomaly(() => sum(sqrt(leaf([4, 0], "x"))).backward());
    expect(error).toBe(
      "detectAnomaly: backward of sqrt at x gave Infinity at index 1 of the gradient of x, 2 values\n" +
        "  x [2]: 0 not finite, from 0 to 4, mean 2\n  the gradient of its result [2]: 0 not finite, all 1",
    );
  });

  it("the layer in which the op ran forward", () => {
    class Root extends Module {
      forward(x: Tensor): Tensor {
        return sqrt(x);
      }
    }
    const model = new Sequential(new ReLU(), new Root());
    const error = findAnomaly(() => sum(model.forward(leaf([-1, 1]))).backward());
    expect(error).toContain("backward of sqrt in layer 1 (Root) gave Infinity at index 0");
  });

  it("every input of the op by its position, also those without gradient", () => {
    const error = findAnomaly(() => sum(div(tensor([1, 1]), leaf([1e-30, 1]))).backward());
    expect(error).toContain("backward of div gave -Infinity at index 0 of the gradient of input 1");
    expect(error).toMatch(/input 0 \[2\]: 0 not finite, all 1\n.*input 1 \[2\]: 0 not finite/);
  });

  it("a sum of finite gradients that is too large, and a broken seed", () => {
    const error = findAnomaly(() => {
      const x = mul(leaf([1]), 1);
      return add(mul(x, 3e38), mul(x, -1)).backward({ seed: [1.1] });
    });
    expect(error).toBeNull();
    const overflow = findAnomaly(() => {
      const x = mul(leaf([1]), 0.5);
      return add(mul(x, 3e38), mul(x, 3e38)).backward({ seed: [0.9] });
    });
    expect(overflow).toContain("backward of mul got Infinity at index 0 of the gradient of its result");
    const seeded = findAnomaly(() => mul(leaf([1]), 2).backward({ seed: [Number.NaN] }));
    expect(seeded).toContain("backward of mul got NaN at index 0 of the gradient of its result, 1 values");
  });
});

describe("where gradients are added up in a leaf, detectAnomaly names it", () => {
  it("of two ops", () => {
    const x = leaf([1e-10, 0], "w");
    const error = findAnomaly(() => sum(add(mul(x, 3e38), mul(x, 3e38))).backward());
    expect(error).toBe(
      "detectAnomaly: adding gradients at w gave Infinity at index 0 of the gradient of w, 2 values\n" +
        "  w [2]: 0 not finite, from 0 to 1e-10, mean 5e-11\n  the gradient of w [2]: 2 not finite",
    );
  });

  it("of two backward passes", () => {
    const x = leaf([1e-10]);
    const pass = () => mul(x, 3e38).backward();
    expect([findAnomaly(pass), findAnomaly(pass)]).toEqual([
      null,
      expect.stringContaining("adding gradients gave Infinity at index 0 of the gradient of a tensor, 1 values"),
    ]);
  });

  it("and in a result that keeps its gradient", () => {
    const error = findAnomaly(() => {
      const y = mul(leaf([1], "w"), 1e-10).retainGrad();
      add(mul(y, 3e38), mul(y, 3e38)).backward();
    });
    expect(error).toMatch(/adding gradients at w gave Infinity at index 0 of the gradient of a tensor/);
  });
});

describe("where nothing has a name", () => {
  const chain = (x: Tensor): Tensor => {
    let y = x;
    for (let i = 0; i < 1000; i++) y = mul(y, 1);
    return y;
  };

  it.each([
    ["is", ""],
    ["was one long ago", "w"],
  ])("or there %s, the history is looked through once, forward or backward", (_, name) => {
    const looks = vi.spyOn(NearestName.prototype as unknown as { nearest(): unknown }, "nearest");
    detectAnomaly(() => chain(leaf([1], name)).backward());
    const y = chain(leaf([1], name));
    detectAnomaly(() => y.backward());
    expect(looks.mock.calls.length).toBeLessThan(20_000);
    looks.mockRestore();
  });

  it("the nearest of several names is given", () => {
    const far = mul(mul(leaf([1], "far"), 1), 1);
    const near = mul(leaf([0], "near"), 1);
    for (const inputs of [[far, near] as const, [near, far] as const])
      expect(findAnomaly(() => log(mul(...inputs)))).toContain("log after near gave -Infinity");
  });
});

describe("detectAnomaly", () => {
  it("returns what the function returns, and the same numbers as without", () => {
    const random = new Random(1);
    const model = new Sequential(
      new Linear(3, 4, { random }),
      new BatchNorm1d(4),
      new ReLU(),
      new Linear(4, 1, { random }),
    );
    const copy = new Sequential(
      new Linear(3, 4, { random }),
      new BatchNorm1d(4),
      new ReLU(),
      new Linear(4, 1, { random }),
    );
    copy.loadStateDict(model.stateDict());
    const x = tensor([
      [1, 2, 3],
      [3, 1, 2],
      [0, 1, 0],
    ]);
    const loss = detectAnomaly(() => sum(model.forward(x)));
    detectAnomaly(() => loss.backward());
    const plain = sum(copy.forward(x));
    plain.backward();
    expect(loss.item()).toBe(plain.item());
    expect(model.parameters().map(({ grad }) => grad)).toEqual(copy.parameters().map(({ grad }) => grad));
  });

  it("ends when its function ends, also by an error", () => {
    expect(() => detectAnomaly(() => log(tensor([0])))).toThrow(AnomalyError);
    expect(watcher()).toBeNull();
    expect(isRecording()).toBe(true);
    expect(log(tensor([0])).item()).toBe(-Infinity);
  });

  it("lets other errors through and refuses an async function, which it would not see", () => {
    expect(() => findAnomaly(() => add(tensor([1, 2]), tensor([1, 2, 3])))).toThrow(
      "add: the shapes must broadcast, got [2] and [3]: 2 against 3 in axis 0",
    );
    expect(() => detectAnomaly(async () => {})).toThrow("detectAnomaly: the function must be synchronous");
  });
});
