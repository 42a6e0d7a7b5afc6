import { describe, expect, it } from "vitest";
import { full, ones, Random, randn, tensor, uniform, zeros } from "../../src/autograd/index.ts";

describe("tensor", () => {
  it("takes a number, nested arrays, or flat numbers with a shape", () => {
    expect(tensor(3).shape).toEqual([]);
    expect(tensor([[1, 2, 3]]).shape).toEqual([1, 3]);
    expect(tensor([1, 2, 3, 4], { shape: [2, 2] }).shape).toEqual([2, 2]);
    expect(tensor([]).shape).toEqual([0]);
  });

  it("uses a Float32Array or Float64Array as it is, and converts it only when dtype asks for the other", () => {
    for (const values of [new Float32Array([1, 2]), new Float64Array([1, 2])]) {
      expect(tensor(values).data).toBe(values);
      const other = values instanceof Float32Array ? ("float64" as const) : ("float32" as const);
      const converted = tensor(values, { dtype: other }).data;
      expect([...converted]).toEqual([1, 2]);
      expect(converted.constructor).not.toBe(values.constructor);
    }
  });

  it("converts whole numbers from memory", () => {
    const bytes = tensor(new Uint8Array([0, 255]), { shape: [2, 1] });
    expect(bytes.data).toEqual(new Float32Array([0, 255]));
    expect(tensor(new Int32Array([2 ** 30 + 1]), { dtype: "float64" }).item()).toBe(2 ** 30 + 1);
  });

  it("refuses ragged arrays, values that are not numbers, and a shape of another size", () => {
    expect(() => tensor([[1, 2], [3]])).toThrow(
      "tensor: nested arrays must have one shape, [2,2], got 1 entries in axis 1",
    );
    expect(() => tensor([1, "2" as never])).toThrow(
      'tensor: nested arrays must have one shape, [2], got "2" in axis 1',
    );
    expect(() => tensor([1, 2, 3], { shape: [2, 2] })).toThrow("array: shape [2,2] must have 4 values, got 3");
    expect(() => zeros([2, -1])).toThrow("zeros: the shape must be whole numbers, 0 or more, got [2,-1]");
    expect(() => randn(3 as never, { random: new Random(1) })).toThrow(
      "randn: the shape must be a list, got 3; use [2, 3]",
    );
  });
});

describe("constants and draws", () => {
  it("fill a shape", () => {
    expect([...zeros([2]).data, ...ones([2]).data, ...full([2], 3).data]).toEqual([0, 0, 1, 1, 3, 3]);
    expect(full([1], 0.1, { dtype: "float64", requiresGrad: true })).toMatchObject({ requiresGrad: true, shape: [1] });
    expect(full([1], 0.1, { dtype: "float64" }).item()).toBe(0.1);
  });

  it("come from the generator given, the same for the same seed", () => {
    const draw = (seed: number) => [
      ...randn([3], { random: new Random(seed) }).data,
      ...uniform([3], { random: new Random(seed), low: 5, high: 6 }).data,
    ];
    expect(draw(1)).toEqual(draw(1));
    expect(draw(1)).not.toEqual(draw(2));
    expect(
      draw(1)
        .slice(3)
        .every((value) => value >= 5 && value < 6),
    ).toBe(true);
  });
});
