/** @file The generated views and loops of src/generated/ndarray against the packages ndarray and ndarray-ops. */
import ndarray from "ndarray";
import ops from "ndarray-ops";
import { describe, expect, it } from "vitest";
import { assign } from "../../src/array/assign.ts";
import { array, NdArray } from "../../src/array/ndArray.ts";
import { sizeOf } from "../../src/array/shape.ts";
import { type Ndarray, toNdarray } from "../../src/array/toNdarray.ts";
import { makeView } from "../../src/array/view.ts";
import { Random } from "../../src/autograd/random.ts";
import { minus } from "../../src/kernels/minus.ts";
import { over } from "../../src/kernels/over.ts";
import { plus } from "../../src/kernels/plus.ts";
import { times } from "../../src/kernels/times.ts";

const random = new Random(7);
const kinds = [Float32Array, Float64Array];
type Their = ndarray.NdArray<Float64Array>;

/** A view of random strides over random numbers, made by this project and by ndarray. */
function twins(shape: readonly number[]): { ours: NdArray; theirs: Their } {
  const Kind = kinds[random.integer(2)];
  const order = shape.map((_, axis) => axis);
  for (let i = order.length - 1; i > 0; i--) {
    const j = random.integer(i + 1);
    [order[i], order[j]] = [order[j], order[i]];
  }
  const stride = new Array<number>(shape.length);
  let size = 1;
  for (const axis of order) {
    const repeats = random.uniform() < 0.15;
    stride[axis] = repeats ? 0 : size;
    if (!repeats) size *= shape[axis] + random.integer(2);
  }
  const offset = random.integer(3);
  const data = Kind.from(Array.from({ length: size + offset }, () => random.uniform() - 0.5));
  const theirs = ndarray(data as Float64Array, [...shape], [...stride], offset);
  return { ours: new NdArray(null, shape, makeView(data, shape, stride, offset)), theirs };
}

const shapeOf = (rank: number, most = 3): number[] => Array.from({ length: rank }, () => 1 + random.integer(most));
const parts = ({ dtype, dimension, size, shape, stride, offset }: Ndarray | Their) => ({
  dtype,
  dimension,
  size,
  shape: [...shape],
  stride: [...stride],
  offset,
});

const ranks = [0, 1, 2, 3, 4, 5, 6, 7, 8];

describe("views of rank", () => {
  it.each(ranks)("%d answer as ndarray's do", (rank) => {
    for (let round = 0; round < 20; round++) {
      const shape = shapeOf(rank);
      const { ours: plain, theirs } = twins(shape);
      const ours = toNdarray(plain);
      const index = shape.map((length) => random.integer(length));
      const some = shape.map((length) => (random.uniform() < 0.5 ? null : random.integer(length)));
      expect(parts(ours)).toEqual(parts(theirs));
      expect(ours.get(...index)).toBe(theirs.get(...index));
      expect(ours.index(...index)).toBe(theirs.index(...index));
      expect(parts(ours.lo(...some))).toEqual(parts(theirs.lo(...(some as number[]))));
      expect(parts(ours.hi(...some))).toEqual(parts(theirs.hi(...(some as number[]))));
      expect(parts(ours.step(...shape.map(() => 2)))).toEqual(parts(theirs.step(...shape.map(() => 2))));
      const turned = shape.map((_, axis) => rank - 1 - axis);
      expect(parts(ours.transpose(...turned))).toEqual(parts(theirs.transpose(...turned)));
      if (rank > 0) expect(parts(ours.pick(index[0]))).toEqual(parts(theirs.pick(index[0])));
      ours.set(...index, 0.25);
      expect(theirs.get(...index)).toBe(0.25);
    }
  });
});

describe("loops of rank", () => {
  const operations = { add: plus, sub: minus, mul: times, div: over };

  it.each(ranks)("%d give the bits of ndarray-ops", (rank) => {
    for (const [name, ours] of Object.entries(operations)) {
      for (let round = 0; round < 10; round++) {
        const shape = shapeOf(rank);
        const [a, b] = [twins(shape), twins(shape)];
        const result = ours(a.ours, b.ours);
        const expected = ndarray(result.data.slice().fill(0) as Float64Array, shape);
        ops[name as "add"](expected, a.theirs, b.theirs);
        expect([...result.data], `${name} of [${shape}]`).toEqual([...expected.data]);
      }
    }
  });

  it.each(ranks)("%d copy what ndarray-ops copies", (rank) => {
    for (let round = 0; round < 40; round++) {
      const shape = shapeOf(rank, rank < 5 ? 6 : 3);
      const from = twins(shape);
      const to = new NdArray(
        from.ours.isFloat64 ? new Float64Array(sizeOf(shape)) : new Float32Array(sizeOf(shape)),
        shape,
      );
      const expected = ndarray(to.data.slice() as Float64Array, shape);
      assign(to, from.ours);
      ops.assign(expected, from.theirs);
      expect([...to.data]).toEqual([...expected.data]);
    }
  });
});

it("generated code needs no run-time code generation", () => {
  const original = globalThis.Function;
  globalThis.Function = new Proxy(original, {
    construct: () => {
      throw new EvalError("code generation from strings is disallowed");
    },
  });
  try {
    expect(
      toNdarray(array(new Float32Array(4), [2, 2]))
        .transpose(1, 0)
        .get(0, 1),
    ).toBe(0);
  } finally {
    globalThis.Function = original;
  }
});
