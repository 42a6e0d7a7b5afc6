/** @file Every fast kernel against its twin in reference.ts, which is the specification. */
import { describe, expect, test } from "vitest";
import type { Floats } from "../../src/array/floats.ts";
import { array, type NdArray } from "../../src/array/ndArray.ts";
import { sizeOf } from "../../src/array/shape.ts";
import { makeView } from "../../src/array/view.ts";
import { expand, permute, slice } from "../../src/array/views.ts";
import { tensor } from "../../src/autograd/create/tensor.ts";
import { tanh } from "../../src/autograd/ops/activations/tanh.ts";
import { Random } from "../../src/autograd/random.ts";
import {
  type Conv2dGeometry,
  conv2dGeometry,
  type Pool2dGeometry,
  pool2dGeometry,
} from "../../src/kernels/geometry.ts";
import * as fast from "../../src/kernels/index.ts";
import * as reference from "../../src/kernels/reference/index.ts";
import { residentZeros } from "../../src/kernels/residentZeros.ts";
import { instance } from "../../src/kernels/wasm/instance.ts";

type Kernels = Omit<typeof reference, "maxPool2dGradient" | "channelMap"> & Pick<typeof fast, "maxPool2dGradient">;

/** Seeded shapes per kernel: many in `npm run fuzz`, fewer of the same in `npm test`. */
const rounds = process.env.npm_lifecycle_event === "fuzz" ? 2000 : 300;
/** Half the distance from 1 to the next f32 number: the relative error of one rounding. */
const unit = 2 ** -24;

const normals = (random: Random, length: number): Float32Array => Float32Array.from({ length }, () => random.normal());
const absolute = (x: Float32Array): Float32Array => x.map(Math.abs);

/** Some elements become what arithmetic treats specially; never all of them, so that errors elsewhere still show. */
function spoil(random: Random, x: Float32Array, values: readonly number[]): Float32Array {
  for (let i = 0; i < x.length; i++) if (random.integer(12) === 0) x[i] = values[random.integer(values.length)];
  return x;
}

const tiny = [0, -0, 1e-40, -1e-44, 1.1754944e-38];
const broken = [NaN, Infinity, -Infinity];

/**
 * A sum of k products in f32, in any order, is off by at most (k + 1) units of Σ |a| |b| — Higham, "Accuracy and
 * Stability of Numerical Algorithms", equation 3.5 — and by the smallest denormal for every product that underflows.
 */
function expectWithin(actual: Floats, expected: Floats, magnitude: Floats, terms: number, what: string): void {
  for (let i = 0; i < expected.length; i++) {
    if (Math.abs(actual[i] - expected[i]) <= (terms + 2) * (unit * magnitude[i] + 2 ** -149)) continue;
    if (Object.is(actual[i], expected[i])) continue;
    expect.fail(`${what}: element ${i} is ${actual[i]}, reference ${expected[i]}`);
  }
}

/** Runs a kernel both ways and once on absolute values, which gives the tolerance of every element. */
function compareSums(
  run: (kernels: Kernels, out: Float32Array, map: (x: Float32Array) => Float32Array) => void,
  length: number,
  terms: number,
  what: string,
): void {
  const [actual, expected, magnitude] = [0, 1, 2].map(() => new Float32Array(length).fill(7));
  run(fast, actual, (x) => x);
  run(reference, expected, (x) => x);
  run(reference, magnitude, absolute);
  expectWithin(actual, expected, magnitude, terms, what);
}

test("there is a WebAssembly module here, so the comparisons below compare two things", () => {
  expect(instance()).not.toBeNull();
});

describe("gemm", () => {
  const compare = (random: Random, m: number, n: number, k: number, form: number, values: readonly number[] = []) => {
    const a = spoil(random, normals(random, m * k), values.length > 0 ? values : [0]);
    const b = spoil(random, normals(random, k * n), values.length > 0 ? values : [0]);
    const shape = { m, n, k, transposeA: (form & 1) > 0, transposeB: (form & 2) > 0 };
    const what = JSON.stringify(shape);
    compareSums((kernels, c, map) => kernels.gemm(map(a), map(b), c, shape), m * n, k, what);
  };

  test.each([0, 1, 2, 3])("every size around the tiles, with factors stored in form %i", (form) => {
    const random = new Random(form);
    const sizes = [1, 3, 4, 5, 6, 7, 8, 9, 13, 16, 17];
    for (const m of sizes) for (const n of sizes) for (const k of [1, 4, 7, 16, 31]) compare(random, m, n, k, form);
  });

  test("sizes around the blocks that are packed together", () => {
    const random = new Random(4);
    for (const k of [255, 256, 257, 513]) compare(random, 7, 11, k, k & 3);
    for (const n of [511, 512, 513, 1025]) compare(random, 5, n, 9, n & 3);
    compare(random, 13, 521, 263, 3);
  });

  test("random sizes, with zeros of both signs and denormals among the factors", () => {
    const random = new Random(5);
    for (let i = 0; i < rounds; i++) {
      const [m, n, k] = [0, 0, 0].map(() => 1 + random.integer(19));
      compare(random, m, n, k, random.integer(4), tiny);
    }
  });

  test("NaN and infinities end up where the definition puts them, and nowhere else", () => {
    const random = new Random(6);
    for (let i = 0; i < 200; i++) {
      const [m, n, k] = [9 + random.integer(9), 8 + random.integer(9), 8 + random.integer(9)];
      const shape = { m, n, k, transposeA: i % 2 === 0, transposeB: i % 3 === 0 };
      const a = spoil(random, normals(random, m * k), i % 4 === 0 ? broken : [1]);
      const b = spoil(random, normals(random, k * n), i % 4 === 1 ? broken : [1]);
      const [actual, expected] = [new Float32Array(m * n), new Float32Array(m * n)];
      fast.gemm(a, b, actual, shape);
      reference.gemm(a, b, expected, shape);
      for (let e = 0; e < m * n; e++) {
        if (!Number.isFinite(expected[e])) expect(actual[e]).toBe(expected[e]);
        else expect(actual[e]).toBeCloseTo(expected[e], 4);
      }
    }
  });

  test("an empty inner axis gives zeros, and an empty result touches nothing", () => {
    const c = new Float32Array(2000).fill(3);
    fast.gemm(new Float32Array(0), new Float32Array(0), c, { m: 40, n: 50, k: 0 });
    expect(c.every((value) => value === 0)).toBe(true);
    fast.gemm(new Float32Array(0), new Float32Array(2000), new Float32Array(0), { m: 0, n: 50, k: 40 });
  });

  test("operands may be parts of larger arrays, whose other parts stay as they are", () => {
    const random = new Random(7);
    const all = normals(random, 900);
    const before = all.slice();
    const c = all.subarray(301, 301 + 20 * 15);
    fast.gemm(all.subarray(1, 201), all.subarray(601, 751), c, { m: 20, n: 15, k: 10 });
    const expected = new Float32Array(300);
    reference.gemm(before.subarray(1, 201), before.subarray(601, 751), expected, { m: 20, n: 15, k: 10 });
    for (let i = 0; i < 900; i++) expect(all[i]).toBeCloseTo(i < 301 || i >= 601 ? before[i] : expected[i - 301], 5);
  });
});

describe("batchedGemm", () => {
  /** Matrices of [...leading, rows, columns] within a larger array: reordered, sliced and repeated at random. */
  function randomView(random: Random, shape: readonly number[], values: readonly number[]): NdArray {
    const order = shape.map((_, axis) => axis).sort(() => random.integer(3) - 1);
    const around = order.map((axis) => shape[axis] + random.integer(3));
    const repeats = shape.map((_, axis) => axis < shape.length - 2 && random.integer(4) === 0);
    const stored = around.map((n, i) => (repeats[order[i]] ? 1 : n));
    let part = array(spoil(random, normals(random, sizeOf(stored)), values), stored);
    for (const [i, axis] of order.entries()) {
      if (repeats[axis]) continue;
      const start = random.integer(around[i] - shape[axis] + 1);
      part = slice(part, i, start, start + shape[axis]);
    }
    return expand(
      permute(
        part,
        shape.map((_, axis) => order.indexOf(axis)),
      ),
      shape,
    );
  }

  const mapped = ({ view }: NdArray, map: (x: Float32Array) => Float32Array) =>
    makeView(map(view.data as Float32Array), view.shape, view.stride, view.offset);

  test("reordered, sliced and repeated matrices, with zeros of both signs and denormals", () => {
    const random = new Random(21);
    for (let i = 0; i < rounds; i++) {
      const leading = Array.from({ length: random.integer(4) }, () => 1 + random.integer(3));
      const [m, n, k] = [0, 0, 0].map(() => 1 + random.integer(19));
      const a = randomView(random, [...leading, m, k], tiny);
      const b = randomView(random, [...leading, k, n], tiny);
      const what = JSON.stringify([leading, m, n, k]);
      compareSums(
        (kernels, c, map) => kernels.batchedGemm(mapped(a, map), mapped(b, map), c),
        sizeOf(leading) * m * n,
        k,
        what,
      );
    }
  });

  test("both operands within one array, in either order, and with NaN and infinities", () => {
    const random = new Random(22);
    for (const [i, j] of [
      [0, 2],
      [2, 0],
      [1, 1],
    ]) {
      const parts = array(spoil(random, normals(random, 4 * 9 * 3 * 2 * 8), broken), [4, 9, 3, 2, 8]);
      const part = (at: number) => slice(permute(parts, [2, 0, 3, 1, 4]), 0, at, at + 1);
      const [q, k] = [part(i), permute(part(j), [0, 1, 2, 4, 3])];
      const [actual, expected] = [new Float32Array(4 * 2 * 81), new Float32Array(4 * 2 * 81)];
      fast.batchedGemm(q.view, k.view, actual);
      reference.batchedGemm(q.view, k.view, expected);
      for (const [e, value] of expected.entries()) {
        if (Number.isFinite(value)) expect(actual[e]).toBeCloseTo(value, 4);
        else expect(actual[e]).toBe(value);
      }
    }
  });

  test("long products are added in pieces, for every matrix", () => {
    const random = new Random(23);
    const [a, b] = [array(normals(random, 2 * 3 * 2100), [2, 3, 2100]), array(normals(random, 2100 * 2), [1, 2100, 2])];
    compareSums(
      (kernels, c, map) => kernels.batchedGemm(mapped(a, map), mapped(expand(b, [2, 2100, 2]), map), c),
      ...([12, 2100, "2 × [3,2100] × [2100,2]"] as const),
    );
  });
});

function randomGeometry(random: Random): Conv2dGeometry {
  const few = (n: number): number => 1 + random.integer(n);
  const groups = few(3);
  const channels = few(3);
  const kernel = [few(3), few(3)];
  const dilation = [few(2), few(2)] as const;
  const size = (axis: number): number => few(8) + dilation[axis] * (kernel[axis] - 1);
  const options = {
    stride: [few(3), few(3)] as const,
    padding: [random.integer(4), random.integer(4)] as const,
    ...{ dilation, groups },
  };
  const x = [few(3), groups * channels, size(0), size(1)];
  return conv2dGeometry("test", x, [groups * few(6), channels, ...kernel], options);
}

describe("conv2d", () => {
  const compare = (random: Random, g: Conv2dGeometry, values: readonly number[]): void => {
    const x = spoil(random, normals(random, g.batch * g.inChannels * g.inHeight * g.inWidth), values);
    const taps = (g.inChannels / g.groups) * g.kernelHeight * g.kernelWidth;
    const weight = spoil(random, normals(random, g.outChannels * taps), values);
    const outputs = g.batch * g.outChannels * g.outHeight * g.outWidth;
    const dy = spoil(random, normals(random, outputs), values);
    const bias = random.integer(2) === 0 ? null : normals(random, g.outChannels);
    const what = JSON.stringify(g);
    const each = (g.outChannels / g.groups) * g.kernelHeight * g.kernelWidth;
    const positions = g.batch * g.outHeight * g.outWidth;
    compareSums(
      (k, out, map) => k.conv2d(map(x), map(weight), out, g, bias && map(bias)),
      outputs,
      taps + 1,
      `y ${what}`,
    );
    compareSums((k, out, map) => k.conv2dInputGradient(map(dy), map(weight), out, g), x.length, each, `dx ${what}`);
    compareSums(
      (k, out, map) => k.conv2dWeightGradient(map(x), map(dy), out, g),
      weight.length,
      positions,
      `dw ${what}`,
    );
  };

  test("forward and both gradients, for random strides, paddings, dilations, groups and sizes", () => {
    const random = new Random(8);
    for (let i = 0; i < rounds; i++) compare(random, randomGeometry(random), tiny);
  });

  test("what an earlier call left in the memory does not reach the result", () => {
    const random = new Random(9);
    const g = conv2dGeometry("test", [1, 1, 5, 7], [4, 1, 2, 2]);
    const [x, weight, dy] = [normals(random, 35), normals(random, 16), normals(random, 96)];
    const runs: [number, (kernels: Kernels, out: Float32Array) => void][] = [
      [96, (kernels, out) => kernels.conv2d(x, weight, out, g)],
      [35, (kernels, out) => kernels.conv2dInputGradient(dy, weight, out, g)],
      [16, (kernels, out) => kernels.conv2dWeightGradient(x, dy, out, g)],
      [91, (kernels, out) => kernels.gemm(dy.subarray(0, 65), x, out, { m: 13, n: 7, k: 5 })],
    ];
    for (const [length, run] of runs) {
      const poison = new Float32Array(4000).fill(NaN);
      tanh(tensor(poison));
      const [actual, expected] = [new Float32Array(length), new Float32Array(length)];
      run(fast, actual);
      run(reference, expected);
      for (let e = 0; e < length; e++) expect(actual[e]).toBeCloseTo(expected[e], 4);
    }
  });

  test("NaN and infinities end up where the definition puts them; padding takes no part in a sum", () => {
    const random = new Random(10);
    for (let i = 0; i < 200; i++) compare(random, randomGeometry(random), broken);
  });

  test("an empty batch gives nothing, and a zero weight gradient", () => {
    const g = conv2dGeometry("test", [0, 1, 5, 5], [2, 1, 3, 3]);
    const dWeight = new Float32Array(18).fill(5);
    fast.conv2d(new Float32Array(0), dWeight, new Float32Array(0), g);
    fast.conv2dWeightGradient(new Float32Array(0), new Float32Array(0), dWeight, g);
    expect([...dWeight]).toEqual(new Array(18).fill(0));
  });
});

/** Windows of random sizes, with their numbers of inputs and outputs. */
function randomWindows(random: Random): [geometry: Pool2dGeometry, inputs: number, outputs: number] {
  const kernel = [1 + random.integer(4), 1 + random.integer(4)] as const;
  const padding = [random.integer(1 + (kernel[0] >> 1)), random.integer(1 + (kernel[1] >> 1))] as const;
  const stride = [1 + random.integer(3), 1 + random.integer(3)] as const;
  const shape = [
    random.integer(3),
    1 + random.integer(3),
    kernel[0] + random.integer(9),
    kernel[1] + random.integer(14),
  ];
  const options = { kernelSize: kernel, stride, padding, countPadding: random.integer(2) === 0 };
  const g = pool2dGeometry("test", shape, options);
  const planes = g.batch * g.channels;
  return [g, planes * g.inHeight * g.inWidth, planes * g.outHeight * g.outWidth];
}

describe("max pooling", () => {
  test("maxima, their places and the gradient agree, with NaN, infinities and equals among the values", () => {
    const random = new Random(11);
    for (let i = 0; i < rounds; i++) {
      const [g, inputs, outputs] = randomWindows(random);
      const x = spoil(
        random,
        Float32Array.from({ length: inputs }, () => random.integer(9) - 4),
        [...broken, -0],
      );
      const [y, yReference] = [new Float32Array(outputs), new Float32Array(outputs)];
      const [argmax, argmaxReference] = [new Int32Array(outputs), new Int32Array(outputs)];
      fast.maxPool2d(x, y, argmax, g);
      reference.maxPool2d(x, yReference, argmaxReference, g);
      expect(y).toEqual(yReference);
      expect(argmax).toEqual(argmaxReference);
      const dy = normals(random, outputs);
      const run = (k: Kernels, out: Float32Array, map: (v: Float32Array) => Float32Array): void =>
        k.maxPool2dGradient(map(dy), argmax, out, g);
      compareSums(run, inputs, g.kernelHeight * g.kernelWidth, JSON.stringify(g));
    }
  });
});

describe("average pooling", () => {
  test("means and the gradient have equal bits, with NaN and infinities among the values", () => {
    const random = new Random(12);
    for (let i = 0; i < rounds; i++) {
      const [g, inputs, outputs] = randomWindows(random);
      const x = spoil(random, normals(random, inputs), [...broken, ...tiny]);
      const dy = spoil(random, normals(random, outputs), [...broken, ...tiny]);
      const [y, dx] = [new Float32Array(outputs).fill(7), new Float32Array(inputs).fill(7)];
      const [yReference, dxReference] = [y.slice(), dx.slice()];
      fast.avgPool2d(x, y, g);
      reference.avgPool2d(x, yReference, g);
      expect(y).toEqual(yReference);
      fast.avgPool2dGradient(dy, dx, g);
      reference.avgPool2dGradient(dy, dxReference, g);
      expect(dx).toEqual(dxReference);
    }
  });
});

describe("rows of a table", () => {
  test("copies and their sums have equal bits, for tables that are short, long, empty or the kernels' own", () => {
    const random = new Random(13);
    for (let i = 0; i < rounds; i++) {
      const [count, features] = [1 + random.integer(i % 4 === 0 ? 400 : 9), random.integer(20)];
      const places = Int32Array.from({ length: random.integer(40) }, () => random.integer(count));
      const values = spoil(random, normals(random, count * features), [...broken, ...tiny]);
      const table = i % 3 === 0 ? residentZeros(values) : values;
      table.set(values);
      const y = new Float32Array(places.length * features).fill(7);
      const expected = y.slice();
      fast.copyRows(table, places, y, features);
      reference.copyRows(values, places, expected, features);
      expect(y).toEqual(expected);
      const [dx, sums] = [0, 0].map(() => new Float32Array(values.length).fill(7));
      fast.addRows(y, places, dx, features);
      reference.addRows(y, places, sums, features);
      expect(dx).toEqual(sums);
    }
  });
});

describe("sums", () => {
  test("sums over any axis agree, NaN and infinities included", () => {
    const random = new Random(15);
    for (let i = 0; i < rounds; i++) {
      const [outer, length, inner] = [
        random.integer(5),
        random.integer(14),
        1 + random.integer(3) * random.integer(150),
      ];
      const x = spoil(random, normals(random, outer * length * inner), i % 5 === 0 ? [...tiny, ...broken] : tiny);
      const run = (k: Kernels, out: Float32Array, map: (v: Float32Array) => Float32Array): void =>
        k.sumAxis(map(x), out, outer, length, inner);
      compareSums(run, outer * inner, 1, `${[outer, length, inner]}`);
    }
  });
});

describe("softmax cross-entropy", () => {
  test("losses and probabilities agree, whatever the size of the logits", () => {
    const random = new Random(13);
    for (let i = 0; i < rounds; i++) {
      const [rows, classes] = [random.integer(10), 1 + random.integer(13)];
      const logits = normals(random, rows * classes).map((value) => value * 10 ** (random.integer(4) - 1));
      if (i % 8 === 0) spoil(random, logits, [...broken, ...tiny]);
      const labels = Int32Array.from({ length: rows }, () => random.integer(classes));
      const run = (kernels: Kernels): Float32Array[] => {
        const probabilities = new Float32Array(rows * classes).fill(9);
        const losses = new Float32Array(rows).fill(9);
        kernels.softmaxCrossEntropy(logits, labels, probabilities, losses, rows, classes);
        return [probabilities, losses];
      };
      const [actual, expected] = [run(fast), run(reference)];
      // A logit minus the maximum is rounded once; the exponential turns that into a relative error of its size.
      const scale = 1 + 2 * Math.max(...logits.filter(Number.isFinite).map(Math.abs), 0);
      const relative = expected[0].map((p) => p * scale + 1e-30);
      expectWithin(actual[0], expected[0], relative, classes + 12, "probabilities");
      expectWithin(actual[1], expected[1], new Float32Array(rows).fill(scale), 8, "losses");
      const [alone, plain] = [new Float32Array(rows * classes), new Float32Array(rows * classes)];
      fast.softmax(logits, alone, rows, classes, 1);
      reference.softmax(logits, plain, rows, classes, 1);
      expectWithin(alone, plain, relative, classes + 12, "softmax");
    }
  });
});

test("Float64 arrays are computed in Float64", () => {
  const c = new Float64Array(100);
  const a = Float64Array.from({ length: 100 }, (_, i) => 1 + i * 2 ** -40);
  fast.gemm(a, a, c, { m: 10, n: 10, k: 10 });
  const expected = new Float64Array(100);
  reference.gemm(a, a, expected, { m: 10, n: 10, k: 10 });
  expect(c).toEqual(expected);
});
