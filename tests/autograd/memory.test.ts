/** @file Errors where numbers would silently be missing: transferred memory, gradients as operands, huge shapes. */
import { describe, expect, it } from "vitest";
import { add, exp, mul, pow, sum, Tensor, tensor, zeros } from "../../src/autograd/index.ts";

describe("a gradient as an operand", () => {
  const withGradient = (): Tensor => {
    const x = tensor([1, 2], { requiresGrad: true });
    sum(mul(x, x)).backward();
    return x;
  };

  it("throws where its derivative would be missing, also after ops on it alone", () => {
    const x = withGradient();
    const gradient = tensor(x.grad as Float32Array);
    expect(() => mul(x, gradient)).toThrow(
      "mul: an operand must have a derivative, got a gradient: second derivatives",
    );
    expect(() => add(sum(x), sum(pow(gradient, 2)))).toThrow("second derivatives are not recorded");
    expect(() => mul(x, new Tensor(gradient))).toThrow("second derivatives are not recorded");
  });

  it("is a constant where a copy is passed, and plain numbers elsewhere", () => {
    const x = withGradient();
    expect(mul(x, tensor((x.grad as Float32Array).slice())).requiresGrad).toBe(true);
    expect(sum(pow(tensor(x.grad as Float32Array), 2)).item()).toBe(20);
  });
});

it("reading a tensor whose memory was transferred throws instead of giving NaN", () => {
  const y = exp(tensor(new Float32Array(100)));
  structuredClone(y.data.buffer, { transfer: [y.data.buffer as ArrayBuffer] });
  expect(() => y.data).toThrow("data: the memory of a tensor must stay in its thread, got a transferred buffer");
  expect(() => sum(y)).toThrow("send a copy, x.data.slice()");
});

it("a shape that does not fit in memory is one line that says who and how much", () => {
  expect(() => zeros([2 ** 53])).toThrow(RangeError);
  expect(() => zeros([2 ** 53])).toThrow(
    "zeros: the shape must fit in memory, got [9007199254740992], which needs 33554432 GiB",
  );
});
