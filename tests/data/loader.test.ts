import { describe, expect, it } from "vitest";
import { Random } from "../../src/autograd/random.ts";
import { describeValue } from "../../src/check/describeValue.ts";
import { dataset, Loader, type LoaderOptions, noisyLine } from "../../src/data/index.ts";

/** n examples [i], labels i mod 2. */
const numbered = (n: number) =>
  dataset(
    "numbered",
    Float32Array.from({ length: n }, (_, i) => i),
    [n, 1],
    Int32Array.from({ length: n }, (_, i) => i % 2),
    2,
  );

const take = (loader: Loader, count: number): number[][] =>
  Array.from({ length: count }, () => [...loader.next().inputs.data]);

describe("a loader", () => {
  it("without a generator delivers the data set in order, the last batch smaller", () => {
    const loader = new Loader(numbered(5), { batch: 2 });
    expect(loader.batchesPerEpoch).toBe(3);
    expect(take(loader, 4)).toEqual([[0, 1], [2, 3], [4], [0, 1]]);
  });

  it("drops the smaller last batch when told to", () => {
    const loader = new Loader(numbered(5), { batch: 2, dropLast: true });
    expect(loader.batchesPerEpoch).toBe(2);
    expect(take(loader, 3)).toEqual([
      [0, 1],
      [2, 3],
      [0, 1],
    ]);
  });

  it("drops nothing when the batches come out even", () => {
    expect(take(new Loader(numbered(4), { batch: 2, dropLast: true }), 3)).toEqual([
      [0, 1],
      [2, 3],
      [0, 1],
    ]);
  });

  it("delivers everything at once when the batch is larger than the data set", () => {
    expect(take(new Loader(numbered(3), { batch: 10 }), 2)).toEqual([
      [0, 1, 2],
      [0, 1, 2],
    ]);
  });

  it("shows every example once per epoch, in another order each time, with its own label", () => {
    const loader = new Loader(numbered(20), { batch: 6, random: new Random(1) });
    const epochs = [1, 2].map((epoch) => {
      const batches = [...loader];
      expect(loader.epoch).toBe(epoch);
      expect(batches.map(({ labels }) => labels.length)).toEqual([6, 6, 6, 2]);
      for (const { inputs, labels } of batches) expect([...labels]).toEqual([...inputs.data].map((i) => i % 2));
      return batches.flatMap(({ inputs }) => [...inputs.data]);
    });
    for (const order of epochs)
      expect([...order].sort((a, b) => a - b)).toEqual(Array.from({ length: 20 }, (_, i) => i));
    expect(epochs[0]).not.toEqual(epochs[1]);
  });

  it("gives the rest of an epoch begun by next", () => {
    const loader = new Loader(numbered(5), { batch: 2 });
    loader.next();
    expect([...loader.rest()].map(({ inputs }) => [...inputs.data])).toEqual([[2, 3], [4]]);
  });

  it("puts every example in every place equally often", () => {
    const n = 5;
    const epochs = 5000;
    const counts = Array.from({ length: n }, () => Array(n).fill(0));
    const loader = new Loader(numbered(n), { batch: n, random: new Random(3) });
    for (let epoch = 0; epoch < epochs; epoch++)
      loader.next().inputs.data.forEach((example, place) => {
        counts[example][place]++;
      });
    // χ² with 16 degrees of freedom exceeds 39.3 once in a thousand times.
    const expected = epochs / n;
    const chiSquared = counts.flat().reduce((sum, count) => sum + (count - expected) ** 2 / expected, 0);
    expect(chiSquared).toBeLessThan(39.3);
  });

  it("loads regressions too", () => {
    const loader = new Loader(noisyLine(4, { random: new Random(1), noise: 0 }), { batch: 4, random: new Random(2) });
    const { inputs, targets } = loader.next();
    inputs.data.forEach((x, i) => {
      expect(targets.data[i]).toBeCloseTo(2 * x + 1, 5);
    });
  });

  it("refuses an empty data set and an invalid batch size", () => {
    expect(() => new Loader(numbered(0), { batch: 1 })).toThrow("Loader: the data set must have examples, got none");
    for (const batch of [0, -1, 1.5, Number.NaN])
      expect(() => new Loader(numbered(3), { batch })).toThrow(`Loader: batch must be an integer >= 1, got ${batch}`);
    expect(() => new Loader(numbered(3), { batch: 4, dropLast: true })).toThrow(
      "Loader: batch must be at most the 3 examples with dropLast, got 4",
    );
    expect(() => new Loader(numbered(3), { batch: 1, random: 1 as never })).toThrow(
      "Loader: random must be a generator, such as new Random(1), got 1",
    );
  });
});

describe("a saved loader", () => {
  const variants: [name: string, options: () => LoaderOptions][] = [
    ["shuffled", () => ({ batch: 3, random: new Random(9) })],
    ["shuffled, dropping the last batch", () => ({ batch: 3, random: new Random(9), dropLast: true })],
    ["in order", () => ({ batch: 3 })],
  ];

  it.each(variants)("%s, resumes at every position as if it had never stopped", (_, options) => {
    const whole = take(new Loader(numbered(10), options()), 14);
    for (let stop = 0; stop <= 10; stop++) {
      const before = new Loader(numbered(10), options());
      take(before, stop);
      const saved = JSON.parse(JSON.stringify(before.stateDict()));
      const after = new Loader(numbered(10), { ...options(), ...(options().random && { random: new Random(1) }) });
      after.loadStateDict(saved);
      expect(take(after, 14 - stop)).toEqual(whole.slice(stop));
      expect(after.epoch).toBe(take(before, 14 - stop) && before.epoch);
    }
  });

  it("is not changed by what the loader does next, nor the loader by changes to it", () => {
    const loader = new Loader(numbered(6), { batch: 4, random: new Random(1) });
    loader.next();
    const saved = loader.stateDict();
    const copy = JSON.stringify(saved);
    take(loader, 5);
    expect(JSON.stringify(saved)).toBe(copy);
    loader.loadStateDict(saved);
    const next = take(loader, 1);
    loader.loadStateDict(saved);
    saved.order.reverse();
    expect(take(loader, 1)).toEqual(next);
  });

  it("may resume with another batch size, at the next example", () => {
    const loader = new Loader(numbered(6), { batch: 4 });
    loader.next();
    const smaller = new Loader(numbered(6), { batch: 1 });
    smaller.loadStateDict(loader.stateDict());
    expect(take(smaller, 3)).toEqual([[4], [5], [0]]);
  });

  it("is refused where it does not fit, and changes nothing then", () => {
    const loader = new Loader(numbered(6), { batch: 4, random: new Random(1), dropLast: true });
    const good = loader.stateDict();
    const wrong: [object, string][] = [
      [{ order: [0, 1, 2] }, "order must list the 6 examples of this data set once each"],
      [{ order: [0, 1, 2, 3, 4, 4] }, "order must list"],
      [{ order: [0, 1, 2, 3, 4, 6] }, "order must list"],
      // biome-ignore lint/suspicious/noSparseArray: the test needs a hole
      [{ order: [1, 2, 3, 4, 5, ,] }, "order must list"],
      [{ epoch: -1 }, "epoch must be an integer >= 0, got -1"],
      [{ position: 3 }, "position must be an integer from 0 to 2, got 3"],
      [{ position: 0.5 }, "position must be an integer from 0 to 2, got 0.5"],
      [{ random: null }, "the saved one did not shuffle and this one does"],
      [{ random: [1, 2] }, "Random.loadStateDict: the state must be four 32-bit words, not all 0, got [1,2]"],
    ];
    for (const [change, message] of wrong) {
      expect(() => loader.loadStateDict({ ...good, ...change })).toThrow(message);
      expect(loader.stateDict()).toEqual(good);
    }
    const { random: _, ...withoutRandom } = good;
    for (const state of [{}, null, undefined, [], 3, new Map(Object.entries(good)), withoutRandom])
      expect(() => loader.loadStateDict(state as typeof good)).toThrow(
        new TypeError(`Loader.loadStateDict: the state must be the result of stateDict(), got ${describeValue(state)}`),
      );
    expect(() => new Loader(numbered(6), { batch: 4 }).loadStateDict(good)).toThrow(
      "the saved one shuffled and this one does not",
    );
  });
});
