/** @file The WebAssembly module: everything works without it, and it frees the memory it reserves. */

import { afterEach, describe, expect, test, vi } from "vitest";
import { tensor } from "../../src/autograd/create/tensor.ts";
import { sigmoid } from "../../src/autograd/ops/activations/sigmoid.ts";
import { acceleration } from "../../src/kernels/acceleration.ts";
import { conv2dGeometry } from "../../src/kernels/geometry.ts";
import * as kernels from "../../src/kernels/index.ts";
import * as fast from "../../src/kernels/index.ts";
import * as reference from "../../src/kernels/reference/index.ts";
import { useFast } from "../../src/kernels/useFast.ts";
import { useReference } from "../../src/kernels/useReference.ts";
import { usingFast } from "../../src/kernels/usingFast.ts";
import { conv2d, conv2dWeightGradient } from "../../src/kernels/wasm/conv2d.ts";
import { forgetInstance, instance } from "../../src/kernels/wasm/instance.ts";
import { freeBytes, Heap, heapIn, reserve } from "../../src/kernels/wasm/memory.ts";
import { until } from "../support/until.ts";

afterEach(() => {
  vi.unstubAllGlobals();
  forgetInstance();
  useFast();
});

const a = Float32Array.from({ length: 256 }, (_, i) => Math.fround(1 / (i + 3)));
const product = (): Float32Array => {
  const c = new Float32Array(256);
  kernels.gemm(a, a, c, { m: 16, n: 16, k: 16 });
  return c;
};
const plainProduct = new Float32Array(256);
reference.gemm(a, a, plainProduct, { m: 16, n: 16, k: 16 });

describe("which kernels are in use", () => {
  test("useReference gives the plain loops' numbers bit for bit, useFast the others", () => {
    expect(usingFast()).toBe(true);
    const rounded = product();
    expect(rounded).not.toEqual(plainProduct);
    useReference();
    expect(usingFast()).toBe(false);
    expect(product()).toEqual(plainProduct);
    useFast();
    expect(product()).toEqual(rounded);
  });

  test("without WebAssembly all ops work", () => {
    forgetInstance();
    vi.stubGlobal("WebAssembly", undefined);
    expect(acceleration()).toEqual({ kind: "none", reason: expect.stringMatching(/./) });
    expect(product()).toEqual(plainProduct);
  });

  test("where a content security policy forbids compiling, or SIMD is missing, the plain loops take over", () => {
    const original = WebAssembly;
    const refuse = () => {
      throw new original.CompileError("refused by policy");
    };
    forgetInstance();
    vi.stubGlobal("WebAssembly", { ...original, validate: () => false, Module: refuse, Memory: original.Memory });
    expect(instance()).toBeNull();
    expect(product()).toEqual(plainProduct);
  });

  test("operands too large for the staging region go through the plain loops", () => {
    forgetInstance();
    const original = WebAssembly.Memory;
    class Small extends original {
      constructor({ initial }: WebAssembly.MemoryDescriptor) {
        if (initial > 1024) throw new RangeError("could not allocate memory");
        super({ initial: 64, maximum: 64 });
      }
    }
    vi.stubGlobal("WebAssembly", Object.create(WebAssembly, { Memory: { value: Small } }));
    expect(instance()?.memory.buffer.byteLength).toBe(64 * 65536);
    const large = new Float32Array(2 ** 20).fill(1);
    const c = new Float32Array(1);
    kernels.gemm(large, large, c, { m: 1, n: 1, k: 2 ** 20 });
    expect(c[0]).toBe(2 ** 20);
  });
});

/** Makes the engine refuse larger memories. */
function refuseAbove(pages: number): void {
  const original = WebAssembly.Memory;
  class Small extends original {
    constructor(descriptor: WebAssembly.MemoryDescriptor) {
      if (descriptor.initial > pages) throw new RangeError(`${descriptor.initial} pages are refused`);
      super(descriptor);
    }
  }
  vi.stubGlobal("WebAssembly", Object.create(WebAssembly, { Memory: { value: Small } }));
}

describe("the memory", () => {
  test.each([1024, 4096])("is reserved smaller where more than %i pages are refused", (most) => {
    refuseAbove(most);
    expect(reserve().buffer.byteLength).toBe(most * 65536);
  });

  test("comes with one unused array, as large as glibc still counts: then malloc keeps what is freed", () => {
    const original = ArrayBuffer;
    const sizes: number[] = [];
    class Counted extends original {
      constructor(bytes: number) {
        super(bytes);
        sizes.push(bytes);
      }
    }
    vi.stubGlobal("ArrayBuffer", Counted);
    forgetInstance();
    instance();
    const glibcLimit = 2 ** 25;
    expect(sizes.filter((bytes) => bytes > 2 ** 20)).toEqual([expect.toSatisfy((bytes) => bytes < glibcLimit)]);
    expect(Math.max(...sizes)).toBeGreaterThan(glibcLimit - 2 ** 17);
  });

  test("is used where that array is refused", () => {
    const original = ArrayBuffer;
    class Refusing extends original {
      constructor(bytes: number) {
        if (bytes > 2 ** 24) throw new RangeError("Array buffer allocation failed");
        super(bytes);
      }
    }
    vi.stubGlobal("ArrayBuffer", Refusing);
    forgetInstance();
    expect(instance()).not.toBeNull();
    expect(acceleration().kind).not.toBe("none");
  });

  test("is not reserved where 64 MiB are refused", () => {
    refuseAbove(1023);
    expect(() => reserve()).toThrow("1024 pages are refused");
  });

  test("leaves at most 128 MiB to the heap, and half of a small reservation", () => {
    const sizes = [16384, 2048, 1024].map((pages) => freeBytes(heapIn(new WebAssembly.Memory({ initial: pages }))));
    expect(sizes).toEqual([128 * 2 ** 20, 64 * 2 ** 20 - 65536, 32 * 2 ** 20 - 65536]);
  });

  test("holds convolutions of 1024 by 1024 channels, and of 2048 channels by themselves", () => {
    const runs = (weight: number[], groups: number): boolean => {
      const x = [1, weight[1] * groups, 2, 2];
      const g = conv2dGeometry("test", x, weight, { padding: (weight[2] - 1) / 2, groups });
      const of = (shape: number[]): Float32Array => new Float32Array(shape.reduce((product, n) => product * n, 1));
      const y = conv2d(of(x), of(weight), null, g, null);
      return y !== null && conv2dWeightGradient(of(x), y as Float32Array, of(weight), g);
    };
    expect(runs([1024, 1024, 1, 1], 1)).toBe(true);
    expect(runs([1024, 512, 3, 3], 1)).toBe(true);
    expect(runs([2048, 1, 3, 3], 2048)).toBe(true);
  });

  test("the heap hands out zeroed, aligned, separate arrays until it is full, and then null", () => {
    const heap = new Heap(new ArrayBuffer(160), 32, 128);
    const first = heap.allocate(5) as Float32Array;
    const second = heap.allocate(1) as Float32Array;
    expect([first.byteOffset, second.byteOffset]).toEqual([32, 64]);
    expect(heap.allocate(9)).toBeNull();
    expect(heap.allocate(8)?.byteOffset).toBe(96);
    expect(freeBytes(heap)).toBe(0);
  });

  test("the bytes of collected arrays come back and join with their free neighbours, left and right", async () => {
    const heap = new Heap(new ArrayBuffer(4096), 0, 4096);
    const held: (Float32Array | null)[] = [];
    const fill = (): void => {
      for (let i = 0; i < 4; i++) held.push(heap.allocate(256)?.fill(1) ?? null);
    };
    fill();
    expect(held[3]?.byteOffset).toBe(3072);
    expect(freeBytes(heap)).toBe(0);
    for (const [count, index] of [0, 3, 2, 1].entries()) {
      held[index] = null;
      await until(() => freeBytes(heap) === (count + 1) * 1024);
    }
    const whole = heap.allocate(1024);
    expect(whole?.length).toBe(1024);
    expect(whole?.every((value) => value === 0)).toBe(true);
  });

  test("kernels read and write arrays that live in it without copying", () => {
    const wasm = instance();
    if (wasm === null) throw new Error("no WebAssembly here");
    const [x, y] = [wasm.heap.allocate(256), wasm.heap.allocate(256)] as [Float32Array, Float32Array];
    x.set(a);
    fast.gemm(x, x, y, { m: 16, n: 16, k: 16 });
    expect(y).toEqual(product());
    expect(sigmoid(tensor(x)).data[0]).toBeCloseTo(1 / (1 + Math.exp(-a[0])), 6);
  });
});
