import { expect, it } from "vitest";
import { adafactor, adam, ema, nadam, Optimizer, sgd, stateBytes } from "../../src/optim/index.ts";

it("counts two Float32 numbers a weight for Adam, and one more for an average around it", () => {
  expect(stateBytes(adam(), [10, 20])).toBe(1600);
  expect(stateBytes(adam(), [10, 20], Float64Array)).toBe(3200);
  expect(stateBytes(ema(adam()), [10, 20])).toBe(2400);
  expect(stateBytes(sgd(), [10, 20])).toBe(0);
});

it("counts the rows and columns of a matrix for Adafactor, and all elements of a vector", () => {
  expect(stateBytes(adafactor(), [256, 128])).toBe(4 * (256 + 128));
  expect(stateBytes(adafactor(), [256])).toBe(4 * (256 + 1));
});

it("equals the size of an optimizer's buffers", () => {
  const param = { data: new Float32Array(6), grad: new Float32Array(6), shape: [2, 3] };
  const optimizer = new Optimizer([param], nadam({ lr: (t) => 1 / t }));
  optimizer.step();
  const kept = Object.values(optimizer.parameterStates()[0].state ?? {}).map(({ byteLength }) => byteLength);
  expect(stateBytes(optimizer.rule, [2, 3])).toBe(kept.reduce((sum, n) => sum + n, 0));
});
