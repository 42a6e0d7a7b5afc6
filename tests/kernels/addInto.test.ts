/** @file Sums of gradients: the kernel that adds in place has the bits of the loop. */
import { describe, expect, test } from "vitest";
import { addInto } from "../../src/array/addInto.ts";
import type { Floats } from "../../src/array/floats.ts";
import { array } from "../../src/array/ndArray.ts";
import { Random } from "../../src/autograd/random.ts";
import { plus } from "../../src/kernels/plus.ts";
import { residentZeros } from "../../src/kernels/residentZeros.ts";
import { useFast } from "../../src/kernels/useFast.ts";
import { useReference } from "../../src/kernels/useReference.ts";
import { broken, normals, spoil, tiny } from "../support/kernels/differential.ts";

const random = new Random(23);

function loop(y: Floats, x: Floats, at: number, from: number, length: number): void {
  for (let i = 0; i < length; i++) y[at + i] += x[from + i];
}

/** Adds a part of x to a part of y. y is an ordinary array, in the kernels' memory, or Float64. */
function compare(x: Floats, length: number): void {
  const values = spoil(random, normals(random, x.length + 3), [...broken, ...tiny]);
  const resident = residentZeros(values);
  resident.set(values);
  for (const y of [resident, values.slice(), Float64Array.from(values)]) {
    const [at, from] = [random.integer(y.length - length), random.integer(x.length - length)];
    const expected = y.slice();
    loop(expected, x, at, from, length);
    addInto(y, x, at, from, length);
    expect(y).toEqual(expected);
  }
}

describe.each([
  ["by the kernel", useFast],
  ["by the loop", useReference],
])("addInto %s", (_, use) => {
  test("has the bits of the loop for every place, length and kind, and leaves the numbers beside", () => {
    use();
    // The first sum of two tensors brings the kernel.
    plus(array(new Float32Array(200)), array(new Float32Array(200)));
    for (let i = 0; i < 10; i++) {
      const length = 2040 + random.integer(60);
      const x = spoil(random, normals(random, length + 9), [...broken, ...tiny]);
      const resident = residentZeros(x);
      resident.set(x);
      for (const from of [x, resident, Float64Array.from(x, (value) => value / 3)]) compare(from, length);
    }
    useFast();
  });
});
