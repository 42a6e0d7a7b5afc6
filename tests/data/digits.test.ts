import { describe, expect, it } from "vitest";
import { Random } from "../../src/autograd/random.ts";
import { drawnDigits } from "../../src/data/index.ts";
import { hash } from "../support/hash.ts";

describe("drawn digits", () => {
  it("have the shape of MNIST, [n,1,28,28], and every digit equally often", () => {
    const { inputs, labels, classes } = drawnDigits(50, { random: new Random(1) });
    expect(inputs.shape).toEqual([50, 1, 28, 28]);
    expect(classes).toBe(10);
    for (let digit = 0; digit < 10; digit++) expect(labels.filter((label) => label === digit)).toHaveLength(5);
  });

  it("are light on dark within [0, 1], with ink in every picture but never in most of it", () => {
    const { data } = drawnDigits(1000, { random: new Random(2) }).inputs;
    for (let i = 0; i < 1000; i++) {
      const pixels = data.subarray(784 * i, 784 * (i + 1));
      expect(Math.min(...pixels)).toBe(0);
      expect(Math.max(...pixels)).toBeLessThanOrEqual(1);
      const inked = pixels.filter((pixel) => pixel > 0.4).length;
      expect(inked).toBeGreaterThan(15);
      expect(inked).toBeLessThan(300);
    }
  });

  it("are the same bits for the same seed, in every engine, and others for another", () => {
    expect(hash(drawnDigits(100, { random: new Random(7) }).inputs.data)).toBe("49ef81c1");
    expect(hash(drawnDigits(100, { random: new Random(8) }).inputs.data)).not.toBe("49ef81c1");
  });

  it("are new digits when the same generator draws again", () => {
    const random = new Random(7);
    const first = drawnDigits(10, { random }).inputs.data;
    const second = drawnDigits(10, { random }).inputs.data;
    expect(hash(first)).not.toBe(hash(second));
  });

  it("of one class all differ", () => {
    const { data } = drawnDigits(1000, { random: new Random(3) }).inputs;
    const seen = Array.from({ length: 1000 }, (_, i) => hash(data.slice(784 * i, 784 * (i + 1)) as Float32Array));
    expect(new Set(seen).size).toBe(1000);
  });

  it.each([0, -1, 2.5, Number.NaN])("refuse to be %s", (n) => {
    expect(() => drawnDigits(n, { random: new Random(1) })).toThrow(
      `drawnDigits: the number of digits must be an integer >= 1, got ${n}`,
    );
  });
});
