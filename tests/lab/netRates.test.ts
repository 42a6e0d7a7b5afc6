/** @file The learning-rate finder: the library's range test, on a copy. */
import { createHash } from "node:crypto";
import { describe, expect, it } from "vitest";
import { kindsOf } from "../../site/lab/forms.ts";
import { readHash } from "../../site/lab/hash.ts";
import { netForms } from "../../site/lab/network/netForms.ts";
import { weightsOf } from "../../site/lab/network/netModel.ts";
import { findRates, ratePlace, ratesText, testedRates } from "../../site/lab/network/netRates.ts";
import { NetRun } from "../../site/lab/network/netRun.ts";

const runAt = (hash: string): NetRun => new NetRun(readHash(hash).state.net);

const hash = (bytes: Uint8Array | string): string => createHash("sha256").update(bytes).digest("hex");

/** A hash of everything that a run holds: models, optimizers, generators, curves. Rules are the same objects. */
function hashOf(run: NetRun): string {
  const text = JSON.stringify(run, (key, value: unknown) => {
    if (key === "rule") return undefined;
    if (value instanceof Map) return [...value];
    return ArrayBuffer.isView(value) ? hash(new Uint8Array(value.buffer, value.byteOffset, value.byteLength)) : value;
  });
  for (const part of ["optimizer", "loader", "random", "weight", "testLoss"]) expect(text).toContain(`"${part}"`);
  return hash(text);
}

describe("the learning-rate finder", () => {
  it("leaves the run with the bits that it had, before and after training", () => {
    const run = runAt("#m=network&d=xor&h=4&nsteps=8&r=adam,momentum");
    for (const t of [0, 5]) {
      run.advance(t);
      const before = hashOf(run);
      findRates(run, 0);
      findRates(run, 1);
      expect(hashOf(run)).toBe(before);
    }
    const untouched = runAt("#m=network&d=xor&h=4&nsteps=8&r=adam,momentum");
    for (const one of [run, untouched]) one.advance(8);
    const weights = (one: NetRun) => one.trainings.map(({ model }) => [...weightsOf(model)]);
    expect(weights(run)).toEqual(weights(untouched));
  });

  it("suggests valley, steepest and min/10 between the first tenth and the divergence", () => {
    const run = runAt("#m=network&d=xor&h=8&r=sgd");
    const { test, suggestions } = findRates(run, 0);
    expect(suggestions.map(({ name }) => name)).toEqual(["valley", "steepest", "min/10"]);
    const [valley, steepest, tenth] = suggestions.map(({ lr }) => lr);
    const first = testedRates[Math.ceil(test.lr.length / 10)];
    for (const lr of [valley, steepest]) expect(lr >= first * 0.99 && lr <= (test.lr.at(-1) ?? 0)).toBe(true);
    const lowest = test.lr[test.loss.indexOf(Math.min(...test.loss.slice(10)))];
    expect(tenth).toBe(Number((lowest / 10).toPrecision(2)));
    expect(ratesText("sgd", { test, suggestions })).toBe(
      `sgd: valley ${valley}, steepest ${steepest}, min/10 ${tenth}.`,
    );
    expect(findRates(run, 0).test).toEqual(test);
  });

  it("says why it suggests nothing", () => {
    const nothing = { lr: [1e-5], loss: [0.7], noise: 0 };
    expect(ratesText("sgd", { test: { ...nothing, diverged: true }, suggestions: [] })).toBe(
      "sgd: no suggestion; the loss diverged after 1 steps.",
    );
    expect(ratesText("sgd", { test: { ...nothing, diverged: false }, suggestions: [] })).toContain(
      "by more than its noise",
    );
  });

  it("has the rates at their places, and every rule of networks has a rate", () => {
    for (const [i, rate] of testedRates.entries()) expect(ratePlace(rate)).toBe(i);
    expect([testedRates[0], testedRates.length]).toEqual([1e-5, 97]);
    expect(testedRates[96]).toBeCloseTo(10, 9);
    for (const form of netForms) expect(Object.keys(kindsOf(form))).toContain("lr");
  });
});
