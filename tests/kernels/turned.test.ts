import { expect, test } from "vitest";
import type { Floats } from "../../src/array/floats.ts";
import { Random } from "../../src/autograd/random.ts";
import { begin, copyIn } from "../../src/kernels/wasm/staging.ts";
import { turned } from "../../src/kernels/wasm/turned.ts";

test("matrices are turned over, whatever their sides, and nothing is written behind them", () => {
  const random = new Random(1);
  for (let round = 0; round < 300; round++) {
    const sides = [0, 0].map(() => 1 + random.integer(round % 3 === 0 ? 5 : 40));
    const [outer, rows, columns] = [1 + random.integer(3), ...sides];
    const x = Float32Array.from({ length: outer * rows * columns }, (_, i) => i);
    const run = (): Floats => {
      const wasm = begin(x, x, x);
      if (wasm === null) throw new Error("these tests need SIMD");
      const y = turned(wasm, copyIn(wasm, x), outer, rows, columns) >> 2;
      return wasm.f32.subarray(y, y + x.length + 16);
    };
    run().fill(-1);
    const y = run();
    const place = (k: number): number => {
      const [o, r, c] = [Math.floor(k / (rows * columns)), Math.floor(k / columns) % rows, k % columns];
      return (o * columns + c) * rows + r;
    };
    for (const [k, value] of x.entries()) expect(y[place(k)]).toBe(value);
    if (rows > 1 && columns > 1) expect([...y.subarray(x.length)]).toEqual(new Array(16).fill(-1));
  }
});
