/** @file The curvature of the training loss along trainings. */
import { describe, expect, it } from "vitest";
import { readHash } from "../../site/lab/hash.ts";
import { eigenvalueAt, NetCurvature } from "../../site/lab/network/netCurvature.ts";
import { loadWeights, modelOf } from "../../site/lab/network/netModel.ts";
import { NetRun } from "../../site/lab/network/netRun.ts";
import { crossEntropy, sharpness, Tensor } from "../../src/index.ts";

describe("the curvature of a training", () => {
  const trained = (hash: string, t: number) => {
    const run = new NetRun(readHash(hash).state.net);
    run.advance(t);
    return run;
  };

  /** Measures the next place. Returns false if none is left. */
  const measure = (found: NetCurvature): boolean => {
    const place = found.next();
    if (place !== null) found.note(place, eigenvalueAt(found.run, place));
    return place !== null;
  };

  it("is that of the training loss at the kept weights, over 2/η", () => {
    const run = trained("#m=network&h=3&d=xor&nsteps=48&b=400&r=sgd(lr=0.5),lion", 24);
    const found = new NetCurvature(run);
    let count = 0;
    while (measure(found)) count++;
    expect(count).toBe(13);
    const model = modelOf(run.state);
    loadWeights(model, run.records[0].keptAt(24)?.weights as Float32Array);
    const loss = () => crossEntropy(model.forward(new Tensor(run.train.inputs)), run.train.labels);
    const [{ eigenvalues, ratios }, lion] = found.all;
    expect(Math.abs(eigenvalues[24] / sharpness(model, loss).eigenvalue - 1)).toBeLessThan(0.02);
    expect(ratios[25]).toBeCloseTo((eigenvalues[24] * 0.5) / 2, 12);
    expect(found.at(24)[0].bound?.value).toBeCloseTo(2 / 0.5, 12);
    expect([eigenvalues[26], lion.bound, lion.ratios[0]]).toEqual([Number.NaN, null, Number.NaN]);
    run.advance(48);
    while (measure(found)) count++;
    expect([count, Number.isNaN(eigenvalues[48])]).toEqual([25, false]);
  });

  it("is that of P⁻¹H for adam from the first step, and says why nothing is measured", () => {
    const adam = new NetCurvature(trained("#m=network&h=3&nsteps=24&r=adam(lr=0.01)", 2));
    while (measure(adam));
    const [{ eigenvalues }] = adam.all;
    expect(eigenvalues[0]).toBeNaN();
    expect(eigenvalues[1]).toBeGreaterThan(0);
    expect(adam.refusal).toBeNull();
    expect(new NetCurvature(trained("#m=network&h=3&r=lion", 0)).refusal).toContain(
      "no rule here has a published bound",
    );
    expect(new NetCurvature(trained("#m=network&h=32,32,32&r=sgd", 0)).refusal).toBe(
      "needs at most 2000 weights, got 2274; use smaller layers",
    );
  });

  it("has a bound that follows the schedule, for any loss", () => {
    const found = new NetCurvature(trained("#m=network&h=3&nsteps=24&sched=linearWarmup&loss=mse&r=sgd(lr=0.5)", 24));
    while (measure(found));
    expect(found.at(1)[0].bound?.value).toBeCloseTo(2 / (0.5 / 3), 9);
    expect(found.at(24)[0].bound?.value).toBeCloseTo(2 / 0.5, 9);
    expect(new NetCurvature(trained("#m=network&d=digits", 0)).refusal).toMatch(/^needs points as data/);
  });

  it("is not measured where weights are not finite", () => {
    const run = trained("#m=network&h=3&nsteps=24&r=sgd(lr=1e39)", 24);
    const found = new NetCurvature(run);
    while (measure(found));
    expect(found.all[0].eigenvalues[0]).toBeGreaterThan(0);
    expect(found.all[0].eigenvalues.subarray(1).every(Number.isNaN)).toBe(true);
  });
});
