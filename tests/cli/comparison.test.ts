/** @file The parts of a comparison: statistics, jobs, rules that fail, and threads. */

import { describe, expect, it } from "vitest";
import { openPool } from "../../src/cli/compare/pool.ts";
import { refusal } from "../../src/cli/compare/refusal.ts";
import { runSurfaceJob } from "../../src/cli/compare/surfaceJob.ts";
import { runTrainingJob, type TrainingJob } from "../../src/cli/compare/trainingJob.ts";
import { surfaces } from "../../src/data/surfaces/surfaces.ts";
import { quantile } from "../../src/math/quantile.ts";
import { isWithinNoise, spread } from "../../src/math/spread.ts";
import { adam, muon } from "../../src/optim/index.ts";
import { moonsJob } from "../support/moonsJob.ts";

describe("order statistics", () => {
  it("interpolate between neighbours, as R's type 7", () => {
    expect([0, 0.25, 0.5, 0.75, 1].map((share) => quantile([4, 1, 3, 2], share))).toEqual([1, 1.75, 2.5, 3.25, 4]);
    expect(spread([3, 1, 2])).toEqual({ low: 1.5, median: 2, high: 2.5 });
  });

  it("count NaN as worse than every number, without becoming NaN themselves", () => {
    expect(spread([Number.NaN, 1, 2])).toEqual({ low: 1.5, median: 2, high: Infinity });
    expect(spread([Infinity, Infinity, 2])).toEqual({ low: Infinity, median: Infinity, high: Infinity });
  });

  it("call it noise when the middle halves overlap", () => {
    const [a, b, c] = [spread([1, 2, 3]), spread([2.4, 3, 4]), spread([5, 6, 7])];
    expect([isWithinNoise(a, b), isWithinNoise(b, a), isWithinNoise(a, c)]).toEqual([false, false, false]);
    expect(isWithinNoise(a, spread([2, 3, 4]))).toBe(true);
  });
});

describe("a training job", () => {
  const first = runTrainingJob(moonsJob({}));

  it("starts every rule from the same weights and gives it the same batches; another seed changes both", () => {
    const adam = runTrainingJob(moonsJob({ optimizer: "adam", lr: "0.01" }));
    expect([adam.weights, adam.batches]).toEqual([first.weights, first.batches]);
    expect(adam.finalLoss).not.toBe(first.finalLoss);
    const other = runTrainingJob(moonsJob({ seed: "4" }));
    expect(other.weights).not.toBe(first.weights);
    expect(other.batches).not.toBe(first.batches);
    expect(runTrainingJob(moonsJob({ batch: "32" })).batches).not.toBe(first.batches);
  });

  it("samples the curves every few steps, each point the mean since the previous one", () => {
    for (const curve of [first.loss, first.gradientNorm, first.updateRatio]) expect(curve).toHaveLength(10);
    const fine = runTrainingJob(moonsJob({}, { every: 1 }));
    expect(first.loss[1]).toBeCloseTo((fine.loss[4] + fine.loss[5] + fine.loss[6] + fine.loss[7]) / 4, 12);
    expect(first.finalLoss).toBeCloseTo(first.loss[9], 12);
  });

  it("counts the state that a rule keeps", () => {
    // 2 · 8 + 8 + 8 · 2 + 2 = 42 weights; Adam keeps two numbers of 4 bytes for each.
    expect([first.parameters, first.stateBytes]).toEqual([42, 0]);
    expect(runTrainingJob(moonsJob({ optimizer: "adam" })).stateBytes).toBe(42 * 8);
  });

  it("reports why it diverged", () => {
    const broken = runTrainingJob(moonsJob({ data: "sine", model: "1-8-1", lr: "1e9" }));
    expect(broken.failure).toMatch(/at step \d+/);
    expect(broken.finalLoss).toBe(Infinity);
  });
});

describe("a surface job", () => {
  it("takes the rate that ends lowest", () => {
    const [bowl] = runSurfaceJob({ kind: "surface", rule: "sgd", rates: [1e-3, 0.05, 10], steps: 30 });
    expect(bowl).toMatchObject({ surface: "quadratic", rule: "sgd", lr: 0.05 });
    // x shrinks by 1 − lr · 1 and y by 1 − lr · 20 at every step.
    expect(bowl.path).toHaveLength(31);
    expect(bowl.path[30][0]).toBeCloseTo(3.5 * 0.95 ** 30, 9);
    expect(bowl.path[2][1]).toBeCloseTo(0, 9);
  });

  it.each(["sgd", "momentum", "nesterov", "adam", "rmsprop", "lion"])("of %s stays in every frame", (rule) => {
    const rates = [1e-3, 3e-3, 1e-2, 3e-2, 0.1, 0.3, 1];
    const paths = runSurfaceJob({ kind: "surface", rule, rates, steps: 150 });
    for (const { surface, path } of paths) {
      const { domain } = surfaces.find(({ name }) => name === surface) as (typeof surfaces)[number];
      const outside = path.filter((point) => domain.some(([low, high], k) => point[k] < low || point[k] > high));
      expect(outside, surface).toEqual([]);
    }
  });

  it("is chosen by its whole length: adam at rate 1 ends lowest on Rosenbrock, but leaves the frame", () => {
    const job = { kind: "surface", rule: "adam", steps: 150 } as const;
    const [chosen, alone] = [[0.3, 1], [1]].map((rates) => runSurfaceJob({ ...job, rates })[2]);
    expect(chosen.lr).toBe(0.3);
    expect(alone.value).toBeLessThan(chosen.value);
    expect(Object.keys(chosen)).toEqual(["surface", "rule", "lr", "path", "value"]);
  });

  it("ends where a path leaves all numbers", () => {
    const way = runSurfaceJob({ kind: "surface", rule: "sgd", rates: [1e4], steps: 500 })[2];
    expect(way.surface).toBe("Rosenbrock");
    expect(way.path.length).toBeLessThan(500);
    expect(way.value).toBe(Infinity);
    expect(way.path.flat().every(Number.isFinite)).toBe(true);
  });
});

describe("a rule that cannot take part", () => {
  const vector = { data: Float32Array.of(1, 2), grad: null, shape: [2] };

  it("says why, and the others have nothing to say", () => {
    expect(refusal(muon(), [vector])).toMatch(/^muon: a parameter must have at least 2 axes, got shape \[2\]/);
    expect(refusal(adam(), [vector])).toBeNull();
  });

  it("is not one with a bug: that is thrown", () => {
    const broken = {
      ...adam(),
      update: () => {
        throw new TypeError("v is undefined");
      },
    };
    expect(() => refusal(broken, [vector])).toThrow("v is undefined");
  });
});

describe("the threads", () => {
  const broken = (): TrainingJob => {
    const one = moonsJob({});
    return { ...one, settings: { ...one.settings, model: "3-2" } };
  };

  it.each([1, 2])(
    "reject the caller of a job that fails, and close while others run: --threads %i",
    async (threads) => {
      const pool = openPool(threads);
      const rest = [pool.run(moonsJob({}, { steps: 2000 })), pool.run(moonsJob({}))].map((one) =>
        one.catch(() => null),
      );
      await expect(pool.run(broken())).rejects.toThrow("--model 3-2 must have 2 inputs");
      await pool.close();
      await Promise.all(rest);
    },
  );
});
