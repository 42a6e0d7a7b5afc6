/** @file Copies of a tensor by other means than its methods. */

import { expect, it } from "vitest";
import { Linear, mul, Random, sum, tensor } from "../../src/index.ts";

const size = 4096;
const refusal = "send a copy, x.data.slice()";

/** A leaf whose gradient is in memory that backward uses again. */
function trained() {
  const x = tensor(new Float32Array(size).fill(2), { requiresGrad: true });
  sum(mul(x, x)).backward();
  return x;
}

it("structuredClone refuses a tensor, before it copies the memory of the kernels", () => {
  const x = trained();
  for (const value of [x, mul(x, 2), { x }, [x.detach()], new Linear(2, 3, { random: new Random(1) })])
    expect(() => structuredClone(value)).toThrow(refusal);
  const isArray = Object.values(x).findIndex((value) => ArrayBuffer.isView(value));
  expect(Object.values(x).findIndex((value) => typeof value === "symbol")).toBeLessThan(isArray);
});

it("JSON has shape and numbers of a tensor, and nothing else", () => {
  const x = trained();
  expect(JSON.parse(JSON.stringify(x))).toEqual({ shape: [size], data: Array(size).fill(2) });
  expect(JSON.stringify({ view: tensor([[1, 0.5]]), y: sum(x) })).toBe(
    `{"view":{"shape":[1,2],"data":[1,0.5]},"y":{"shape":[],"data":[${2 * size}]}}`,
  );
});
