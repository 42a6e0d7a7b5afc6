import { describe, expect, it } from "vitest";
import { add, exp, mul, record, relu, sum, type Tensor, tensor } from "../../src/autograd/index.ts";
import { Random } from "../../src/autograd/random.ts";
import { BatchNorm1d, Linear, Module } from "../../src/nn/index.ts";
import { gradcheck, gradcheckModule } from "../../src/testing/index.ts";

const input = (values: number[] | number[][]): Tensor => tensor(values, { dtype: "float64", requiresGrad: true });

/** eˣ whose derivative is wrong by `factor` at one element. */
const wrongExp = (factor: number, at: number) => (x: Tensor) =>
  record("wrongExp", exp(x).detach(), [
    x,
    (dy) =>
      tensor(
        Float64Array.from(dy.data, (d, i) => d * Math.exp(x.data[i]) * (i === at ? factor : 1)),
        { shape: x.shape },
      ),
  ]);

describe("gradcheck's message", () => {
  it("counts the derivatives that agree", () => {
    expect(gradcheck(exp, [input([1, 2])]).message).toMatch(
      /^the gradient agrees with central differences: 2 derivatives, relative error at most \d\.\de-\d+$/,
    );
  });

  it("names the input, the element, both numbers and the error", () => {
    const x = input([
      [0, 1, 2],
      [0, 0, 0.5],
    ]);
    const { passed, message } = gradcheck((a, b) => add(a, wrongExp(1.5, 5)(b)), [input([1]), x]);
    expect(passed).toBe(false);
    const [head, line] = message.split("\n");
    expect(head).toBe(
      "the gradient is wrong at 1 of 7 elements, at most 1e-7 passes; slopes are of a randomly weighted sum of outputs",
    );
    expect(line).toMatch(
      /^ {2}input 1 \[2,3\], element \[1,2\]: \S+ from the tape, \S+ from differences, relative error 3\.3e-1$/,
    );
  });

  it("names a kink, with the slopes on both sides", () => {
    const { passed, kinks, message } = gradcheck(relu, [input([1, 0])]);
    expect(passed).toBe(false);
    expect(kinks).toEqual([{ input: 0, index: 1, left: 0, right: expect.any(Number), within: 0 }]);
    expect(Math.abs(kinks[0].right)).toBeGreaterThan(0.4);
    expect(message).toMatch(
      /element \[1\]: .*; a kink here: slope 0 on the left, \S+ on the right; choose an input away/,
    );
  });

  it("names a kink that lies within the difference", () => {
    const { kinks, message } = gradcheck(relu, [input([1, 2e-6])]);
    expect(kinks).toMatchObject([{ index: 1, within: 5e-6 }]);
    expect(message).toContain("a kink within 5.0e-6: slope");
  });

  it("calls a strong curvature no kink", () => {
    const { passed, kinks } = gradcheck((x) => exp(mul(x, 300)), [input([0.1])]);
    expect([passed, kinks]).toEqual([false, []]);
  });

  it("tells a direction that is wrong beside the elements checked", () => {
    const x = input([0, 0, 0, 0]);
    const { message } = gradcheck(wrongExp(3, 1), [x], { elements: 1, seed: 4 });
    expect(message).toMatch(/^the gradient is wrong along a random direction through all inputs: \S+ from the tape/);
  });

  it("tells a graph that is cut", () => {
    expect(gradcheck((x) => exp(x.detach()), [input([1])]).message).toMatch(/^the gradient is 0 everywhere: the tape/);
  });

  it.each<[string, () => unknown, string]>([
    ["no function", () => gradcheck(1 as never, [input([1])]), "gradcheck: f must be a function, got 1"],
    ["no tensor", () => gradcheck(() => 1 as never, [input([1])]), "gradcheck: f must return a tensor, got 1"],
  ])("refuses %s", (_, run, message) => expect(run).toThrow(message));
});

class Wrong extends Module {
  readonly layer = new Linear(2, 2, { random: new Random(1) });
  forward(x: Tensor): Tensor {
    return wrongExp(2, 0)(this.layer.forward(x));
  }
}

describe("gradcheckModule's message", () => {
  const x = tensor([[0.3, -0.2]], { dtype: "float64" });

  it("names the parameter, and puts the Float32 weights back", () => {
    const model = new Wrong();
    const { weight } = model.layer;
    const { passed, message } = gradcheckModule(model, () => sum(model.forward(x)));
    expect([passed, model.layer.weight === weight, weight.data instanceof Float32Array]).toEqual([false, true, true]);
    expect(message).toMatch(
      /^the gradient of the loss is wrong: layer\.(weight|bias), element \d: \S+ from the tape, \S+ from differences, relative error 5\.0e-1/,
    );
  });

  it("counts the derivatives that agree, and names a kink at zero weights", () => {
    const model = new Linear(2, 2, { random: new Random(1) });
    expect(gradcheckModule(model, () => sum(exp(model.forward(x)))).message).toMatch(
      /^the gradient of the loss agrees .*: 6 der/,
    );
    model.bias?.data.fill(0);
    model.weight.data.fill(0);
    expect(gradcheckModule(model, () => sum(relu(model.forward(x)))).message).toContain("; a kink here: slope ");
  });

  it("checks tied weights once, and those in arrays, and restores running statistics", () => {
    class Tied extends Module {
      readonly scales = [tensor([2, 3], { requiresGrad: true })];
      readonly same = this.scales[0];
      readonly norm = new BatchNorm1d(2);
      forward(input: Tensor): Tensor {
        return mul(this.norm.forward(mul(input, this.scales[0])), this.same);
      }
    }
    const model = new Tied();
    const before = JSON.stringify([...model.stateDict()]);
    const batch = tensor(
      [
        [0.3, -0.2],
        [1, 2],
        [-2, 0.5],
      ],
      { dtype: "float64" },
    );
    const { message, names } = gradcheckModule(model, () => sum(exp(model.forward(batch))));
    expect(message).toMatch(/^the gradient of the loss agrees .*: 6 der/);
    expect(names).toEqual(["scales.0", "norm.weight", "norm.bias"]);
    expect(JSON.stringify([...model.stateDict()])).toBe(before);
  });
});
