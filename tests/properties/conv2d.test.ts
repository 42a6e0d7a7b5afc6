/**
 * @file Convolution is linear in the image and in the weights. Its two gradients are the transposes of these maps:
 * ⟨conv(x, w), dy⟩ = ⟨x, dx⟩ = ⟨w, dW⟩. This holds for any strides, paddings, dilations and groups.
 */
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { conv2d, Random, randn, type Tensor } from "../../src/autograd/index.ts";
import type { Conv2dOptions } from "../../src/kernels/geometry.ts";

interface Case {
  x: number[];
  weight: number[];
  options: Conv2dOptions;
}

const from = (min: number, max: number): fc.Arbitrary<number> => fc.integer({ min, max });
const pairOf = (min: number, max: number): fc.Arbitrary<[number, number]> => fc.tuple(from(min, max), from(min, max));

/** The padded image is at least as large as the dilated kernel, and up to 6 larger. */
const cases: fc.Arbitrary<Case> = fc
  .record({
    batch: from(1, 2),
    groups: from(1, 3),
    channels: pairOf(1, 3),
    kernel: pairOf(1, 3),
    stride: pairOf(1, 3),
    dilation: pairOf(1, 3),
    padding: pairOf(0, 3),
    room: pairOf(0, 6),
  })
  .map(({ batch, groups, channels: [into, out], kernel, room, ...options }) => {
    const { dilation, padding } = options;
    const size = [0, 1].map((i) => Math.max(1, dilation[i] * (kernel[i] - 1) + 1 - 2 * padding[i] + room[i]));
    return {
      x: [batch, groups * into, ...size],
      weight: [groups * out, into, ...kernel],
      options: { ...options, groups },
    };
  });

/** ⟨a, b⟩, and how large it would be if nothing cancelled. */
function inner(a: ArrayLike<number>, b: ArrayLike<number>): { value: number; size: number } {
  let [value, size] = [0, 0];
  for (let i = 0; i < a.length; i++) {
    value += a[i] * b[i];
    size += Math.abs(a[i] * b[i]);
  }
  return { value, size };
}

const gradOf = ({ grad }: Tensor): ArrayLike<number> => grad ?? [];

describe.each([
  ["float64", 1e-13],
  ["float32", 1e-5],
] as const)("%s", (dtype, tolerance) => {
  const settings = { seed: 20_262, numRuns: 300 };

  it("⟨conv(x, w), dy⟩ = ⟨x, dx⟩ = ⟨w, dW⟩", () => {
    fc.assert(
      fc.property(cases, fc.nat(), ({ x: shape, weight, options }, seed) => {
        const random = new Random(seed);
        const [x, w] = [shape, weight].map((each) => randn(each, { random, dtype, requiresGrad: true }));
        const y = conv2d(x, w, null, options);
        const dy = randn(y.shape, { random, dtype });
        y.backward({ seed: dy.data });
        const forward = inner(y.data, dy.data);
        for (const back of [inner(x.data, gradOf(x)), inner(w.data, gradOf(w))])
          expect(Math.abs(back.value - forward.value)).toBeLessThanOrEqual(tolerance * (back.size + forward.size));
      }),
      settings,
    );
  });

  it("conv(2x + z, w) = 2 conv(x, w) + conv(z, w), and the same for the weights; the bias is added once", () => {
    fc.assert(
      fc.property(cases, fc.nat(), ({ x: shape, weight, options }, seed) => {
        const random = new Random(seed);
        const draw = (each: readonly number[]): Tensor => randn(each, { random, dtype });
        const mix = (a: Tensor, b: Tensor): Tensor => {
          const mixed = draw(a.shape);
          mixed.assign(a.data.map((value, i) => 2 * value + b.data[i]));
          return mixed;
        };
        const [x, z, w, v] = [draw(shape), draw(shape), draw(weight), draw(weight)];
        const bias = draw([weight[0]]);
        const conv = (image: Tensor, kernel: Tensor): Tensor => conv2d(image, kernel, null, options);
        const biased = conv2d(mix(x, z), w, bias, options);
        const [, channels, height, width] = biased.shape;
        const expected = mix(conv(x, w), conv(z, w)).data.map(
          (value, i) => value + bias.data[Math.floor(i / (height * width)) % channels],
        );
        close(biased.data, expected, tolerance);
        close(conv(x, mix(w, v)).data, mix(conv(x, w), conv(x, v)).data, tolerance);
      }),
      settings,
    );
  });
});

function close(actual: ArrayLike<number>, expected: ArrayLike<number>, tolerance: number): void {
  expect(actual.length).toBe(expected.length);
  for (let i = 0; i < actual.length; i++)
    expect(Math.abs(actual[i] - expected[i])).toBeLessThanOrEqual(tolerance * (10 + Math.abs(expected[i])));
}
