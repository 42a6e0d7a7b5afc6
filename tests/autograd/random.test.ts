import { describe, expect, it, vi } from "vitest";
import { dropout, Random, tensor } from "../../src/autograd/index.ts";

describe("Random", () => {
  it("gives the numbers of xoshiro128**, computed by hand from the state 1, 2, 3, 4", () => {
    const random = new Random(0);
    random.loadStateDict([1, 2, 3, 4]);
    expect([random.bits(), random.bits(), random.bits(), random.bits()]).toEqual([11520, 0, 5927040, 70819200]);
  });

  it("resumes from a state saved as JSON", () => {
    const random = new Random(5);
    for (let i = 0; i < 100; i++) random.bits();
    const copy = new Random(0);
    copy.loadStateDict(JSON.parse(JSON.stringify(random.stateDict())));
    for (let i = 0; i < 100; i++) expect(copy.normal()).toBe(random.normal());
  });

  it("splits off generators from any state, each with a separate stream", () => {
    const random = new Random(1);
    const children = Array.from({ length: 64 }, () => random.split());
    expect(new Set([random, ...children].map((child) => child.bits())).size).toBe(65);
  });

  it("has a different stream for every seed: neighbours, negative ones, those beyond 32 bits", () => {
    const seeds = [-5, -2, -1, 0, 1, 2, 4, 2 ** 32 - 1, 2 ** 32, 2 ** 32 + 1, -(2 ** 32), 2 ** 52, -(2 ** 52)];
    expect(new Set(seeds.map((seed) => new Random(seed).stateDict().join())).size).toBe(seeds.length);
  });

  it.each([
    [[1, 2, 3]],
    [[0, 0, 0, 0]],
    [[1, 2, 3, -4]],
    [[1, 2, 3, 2 ** 32]],
    [[1, 2, 3, 0.5]],
    [new Array(4)],
    [Object.assign(new Array(4), [1])],
    ["1234"],
    [null],
  ])("refuses the state %j and keeps its own", (state) => {
    const random = new Random(1);
    const before = random.stateDict();
    expect(() => random.loadStateDict(state as number[])).toThrow(
      "Random.loadStateDict: the state must be four 32-bit words, not all 0",
    );
    expect(random.stateDict()).toEqual(before);
  });

  it.each([
    [{}, "an object"],
    [null, "null"],
    [[..."12345678"], "an array of 8"],
    [Symbol("s"), "Symbol(s)"],
  ])("says what it got in place of a state: %o", (state, found) => {
    expect(() => new Random(1).loadStateDict(state as number[])).toThrow(
      new RangeError(`Random.loadStateDict: the state must be four 32-bit words, not all 0, got ${found}`),
    );
  });

  it("rejects bits beyond the last whole multiple of n, which would favour small numbers", () => {
    const random = new Random(1);
    // 2³² = 3 · 1,431,655,765 + 1: of all bits only the largest is rejected.
    const bits = vi
      .spyOn(random, "bits")
      .mockReturnValueOnce(2 ** 32 - 1)
      .mockReturnValueOnce(7);
    expect(random.integer(3)).toBe(1);
    expect(bits).toHaveBeenCalledTimes(2);
    // 2³² = 2 · 2³¹: every bit pattern counts.
    bits.mockReturnValueOnce(2 ** 32 - 1);
    expect(random.integer(2 ** 31)).toBe(2 ** 31 - 1);
    expect(bits).toHaveBeenCalledTimes(3);
  });

  it("draws every whole number equally often, and normal numbers with mean 0 and deviation 1", () => {
    const random = new Random(3);
    const counts = [0, 0, 0, 0, 0, 0, 0];
    let [sum, squares] = [0, 0];
    for (let i = 0; i < 70_000; i++) {
      counts[random.integer(7)]++;
      const x = random.normal();
      sum += x;
      squares += x * x;
    }
    for (const count of counts) expect(Math.abs(count - 10_000)).toBeLessThan(500);
    expect(Math.abs(sum / 70_000)).toBeLessThan(0.02);
    expect(Math.abs(squares / 70_000 - 1)).toBeLessThan(0.03);
  });

  it("gives dropout one uniform number an element, and is then where those draws leave it", () => {
    const [random, twin] = [new Random(6), new Random(6)];
    const x = tensor(new Float32Array(1000).fill(1));
    const y = dropout(x, 0.3, { random }).data;
    for (const value of y) expect(value).toBe(twin.uniform() < 0.3 ? 0 : Math.fround(1 / 0.7));
    expect(random.stateDict()).toEqual(twin.stateDict());
  });
});
