/** @file The fast sums and maps of channels against their plain loops in Float64, alone and as batch norm. */
import { describe, expect, test } from "vitest";
import { batchNorm, Random, tensor } from "../../src/autograd/index.ts";
import type { ChannelSums } from "../../src/kernels/planes.ts";
import * as reference from "../../src/kernels/reference/channels.ts";
import { channelMap, channelMapBySums, channelSums } from "../../src/kernels/wasm/channels.ts";
import { expectNear, partOfArray } from "../support/kernelChecks.ts";

const rounds = process.env.npm_lifecycle_event === "fuzz" ? 2000 : 300;
const special = [0, -0, 1e-40, -1e-44, NaN, Infinity, -Infinity];

/** Columns of a matrix in half the cases, else planes. */
function somePlanes(random: Random) {
  const planes = { channels: 1 + random.integer(11), inner: random.integer(2) === 0 ? 1 : 1 + random.integer(20) };
  return { planes, size: random.integer(5) * planes.channels * planes.inner };
}

function spoiled(random: Random, size: number): Float32Array {
  const x = partOfArray(random, size, () => random.normal());
  if (random.integer(2) === 0) return x;
  return x.map((value) => (random.integer(12) === 0 ? special[random.integer(special.length)] : value));
}

describe("the fast sums of channels", () => {
  test("agree with the plain loops, NaN and infinities included", () => {
    const random = new Random(1);
    for (let round = 0; round < rounds; round++) {
      const { planes, size } = somePlanes(random);
      const x = spoiled(random, size);
      const v = random.integer(2) === 0 ? null : spoiled(random, size);
      const center = Float64Array.from({ length: planes.channels }, () => random.normal());
      const actual = channelSums(x, v, center, planes);
      const exact = reference.channelSums(x, v, center, planes);
      const what = `${size} in ${JSON.stringify(planes)}, v ${v !== null}`;
      // Both are in f64: only the order of the terms differs.
      for (const name of ["sums", "products"] as const)
        expectNear(actual?.[name] ?? new Float64Array(0), exact[name], () => 1e-4, 1, `${name} of ${what}`);
    }
  });
});

describe("the fast map of channels", () => {
  test("agrees with the plain loop, NaN and infinities included", () => {
    const random = new Random(2);
    for (let round = 0; round < rounds; round++) {
      const { planes, size } = somePlanes(random);
      const x = spoiled(random, size);
      const v = random.integer(2) === 0 ? null : spoiled(random, size);
      const four = [0, 1, 2, 3].map(() => Float64Array.from({ length: planes.channels }, () => random.normal()));
      const map = { center: four[0], slope: four[1], shift: four[2], factor: four[3] };
      const actual = channelMap(x, v, map, planes);
      const exact = new Float64Array(size);
      reference.channelMap(x, v, exact, map, planes);
      const largest = (i: number): number => 20 + 5 * Math.abs(x[i]) + 5 * Math.abs(v?.[i] ?? 0);
      expectNear(
        actual ?? new Float32Array(0),
        exact,
        largest,
        2,
        `${size} in ${JSON.stringify(planes)}, v ${v !== null}`,
      );
    }
  });

  test.each([1e20, Infinity, 1e-38])("leaves a channel with the slope or factor %f to the plain loop", (number) => {
    const random = new Random(3);
    for (const planes of [
      { channels: 6, inner: 1 },
      { channels: 3, inner: 5 },
    ]) {
      const [x, v] = [0, 1].map(() => partOfArray(random, 30, () => random.normal()));
      const numbers = () => Float64Array.from({ length: planes.channels }, () => random.normal());
      const usual = { center: numbers(), slope: numbers(), shift: numbers(), factor: numbers() };
      const expected = channelMap(x, v, usual, planes) ?? [];
      for (const name of ["slope", "factor"] as const) {
        const map = { ...usual, [name]: usual[name].with(1, number) };
        const exact = new Float32Array(30);
        const actual = channelMap(x, v, map, planes);
        reference.channelMap(x, v, exact, map, planes);
        const isOther = (i: number): boolean => Math.floor(i / planes.inner) % planes.channels !== 1;
        expect(actual).toEqual(exact.map((value, i) => (isOther(i) ? expected[i] : value)));
      }
    }
  });

  test("gives infinite distances from an infinite center", () => {
    const [center, slope, shift] = [Infinity, 2, 0].map((value) => Float64Array.of(value));
    const x = Float32Array.of(1, Infinity, -2);
    const y = channelMap(x, null, { center, slope, shift }, { channels: 1, inner: 3 });
    expect([...(y ?? [])]).toEqual([-Infinity, NaN, -Infinity]);
  });
});

test("the map by sums has the bits of sums and map one after the other", () => {
  const random = new Random(6);
  for (let round = 0; round < 40; round++) {
    const { planes, size } = somePlanes(random);
    const x = spoiled(random, size);
    const v = random.integer(2) === 0 ? null : spoiled(random, size);
    const center = Float64Array.from({ length: planes.channels }, () => random.normal());
    const mapOf = ({ sums, products }: ChannelSums) => ({ center, slope: sums, shift: products });
    const together = channelMapBySums(x, v, center, planes, mapOf);
    const sums = channelSums(x, v, center, planes);
    expect(together).toEqual(sums && channelMap(x, v, mapOf(sums), planes));
  }
});

describe("batch norm in Float32", () => {
  /** y and the gradients of x, weight and bias. */
  function run(Kind: Float32ArrayConstructor | Float64ArrayConstructor, x: Float32Array, shape: readonly number[]) {
    const random = new Random(4);
    const parts = [x, new Float32Array(shape[1]).fill(1.5), new Float32Array(shape[1]).fill(-0.5)];
    const shapes = [shape, [shape[1]], [shape[1]]];
    const leaves = parts.map((values, i) => tensor(Kind.from(values), { shape: shapes[i], requiresGrad: true }));
    const y = batchNorm(...(leaves as [never, never, never]));
    y.backward({ seed: Kind.from(new Float32Array(x.length).map(() => random.normal())) });
    return [y.data, ...leaves.map(({ grad }) => grad as Float32Array)];
  }

  const shapes = [
    [9, 3, 5, 7],
    [50, 1, 1, 3],
    [1000, 5],
    [3, 1],
    [40, 30],
  ];

  test.each(shapes)("keeps its digits where channels have mean 1e4 and variance 1, %i, %i, %i, %i", (...given) => {
    const shape = given.filter((size) => size > 0);
    const random = new Random(3);
    const x = new Float32Array(shape.reduce((a, b) => a * b)).map(() => 1e4 + random.normal());
    const [actual, exact] = [run(Float32Array, x, shape), run(Float64Array, x, shape)];
    const n = x.length / shape[1];
    const units = [8, 16, 4 + Math.sqrt(n), 4 + Math.sqrt(n)];
    for (const [i, values] of actual.entries())
      expectNear(values, exact[i], (k) => 4 * (1 + Math.abs(exact[i][k])), units[i], `result ${i} of ${shape}`);
  });

  test.each(shapes)("gives the bias where channels are constant, %i, %i, %i, %i", (...given) => {
    const shape = given.filter((size) => size > 0);
    const x = new Float32Array(shape.reduce((a, b) => a * b)).fill(12345.678);
    const [y] = run(Float32Array, x, shape);
    expect(y.every((value) => value === -0.5)).toBe(true);
  });

  test("repeats its bits", () => {
    const random = new Random(5);
    const x = new Float32Array(3 * 5 * 11).map(() => random.normal());
    const first = run(Float32Array, x, [3, 5, 11]);
    run(Float32Array, new Float32Array(4000).fill(NaN), [2, 2, 1000]);
    expect(run(Float32Array, x, [3, 5, 11])).toEqual(first);
  });
});
