/** @file Networks that train side by side: fair, repeatable, and the library's own training. */

import { describe, expect, it } from "vitest";
import { examplesOf } from "../../site/lab/network/netData.ts";
import { netForms } from "../../site/lab/network/netForms.ts";
import { loadWeights, modelOf, weightsOf } from "../../site/lab/network/netModel.ts";
import { NetRun } from "../../site/lab/network/netRun.ts";
import type { NetState } from "../../site/lab/network/netState.ts";
import { axisEnd, curveTable, curveText, endOf, fairnessText, netSummary } from "../../site/lab/network/netWords.ts";
import { Random } from "../../src/autograd/random.ts";
import { circles, Loader } from "../../src/data/index.ts";
import { adam, l2, Optimizer } from "../../src/optim/index.ts";
import { cosine } from "../../src/schedules/index.ts";
import { evaluate } from "../../src/training/evaluate.ts";
import { trainStep } from "../../src/training/trainStep.ts";
import { adamOnly, only, small, trained } from "../support/smallNet.ts";

describe("networks side by side", () => {
  it("have the same initial weights and batches, as their fingerprints say", () => {
    const run = trained(small);
    expect(new Set(run.weights).size).toBe(1);
    expect(new Set(run.records.map(({ batches }) => batches)).size).toBe(1);
    expect(fairnessText(run)).toBe(
      `The same for every rule: initial weights ${run.weights[0]}, batches ${run.records[0].batches}.`,
    );
    expect(trained({ ...small, seed: 1 }).weights[0]).not.toBe(run.weights[0]);
    expect(trained(small, 39).records[0].batches).not.toBe(run.records[0].batches);
  });

  it("train as a program would that uses the library alone", () => {
    const state: NetState = { ...adamOnly, decay: "l2", lambda: 0.1, clip: 0.05, schedule: "cosine" };
    const { record, model } = trained(state).trainings[0];
    const { curves } = record;
    const random = new Random(0);
    const counts = examplesOf("circles");
    const train = circles(counts.train, { random });
    const test = circles(counts.test, { random });
    const loader = new Loader(train, { batch: 32, random: random.split() });
    const own = modelOf(small);
    const optimizer = new Optimizer(own.parameters(), l2(adam({ lr: cosine(0.01, 40) }), { l2: 0.1 }));
    const reports = Array.from({ length: 40 }, () =>
      trainStep(own, optimizer, loader.next(), undefined, { measure: true, clip: 0.05 }),
    );
    expect([...curves.trainLoss.slice(1)]).toEqual(reports.map(({ loss }) => loss));
    expect([...curves.gradientNorm.slice(1)]).toEqual(reports.map(({ gradientNorm }) => gradientNorm));
    expect([...curves.updateRatio.slice(1)]).toEqual(reports.map(({ updateRatio }) => updateRatio));
    expect([...curves.rate.slice(1)]).toEqual(reports.map((_, i) => cosine(0.01, 40)(i + 1)));
    expect([...weightsOf(model)]).toEqual([...weightsOf(own)]);
    const { loss, accuracy } = evaluate(own, test);
    expect([curves.testLoss[40], curves.accuracy[40]]).toEqual([loss, accuracy]);
  });

  it("get to the same weights in parts as at once, here or by news from elsewhere", () => {
    const parts = new NetRun(small);
    const told = new NetRun(small);
    let calls = 0;
    for (let left = 3; !parts.advance(40, () => --left > 0); left = 3) {
      calls++;
      told.add(structuredClone(parts.news()));
    }
    told.add(structuredClone(parts.news()));
    expect([calls, told.done, told.hasReached(40)]).toEqual([13, 40, true]);
    for (const [i, record] of trained(small).records.entries()) {
      expect(parts.records[i]).toEqual(record);
      expect(told.records[i]).toEqual(record);
    }
  });

  it("continue when one of them diverges, and say so", () => {
    const state: NetState = { ...small, activation: "relu", choices: only(["sgd", 1e30], ["adam", 0.01]) };
    const run = trained(state);
    const [sgd, other] = run.records;
    expect(endOf(sgd.end, state)).toMatch(/^diverged at step [23]; try a smaller learning rate$/);
    expect([sgd.done < 3, other.done, other.end]).toEqual([true, 40, null]);
    expect(netSummary(run, 40)).toMatch(
      /^At step 40, adam has the lowest test loss of 1: \S+, accuracy \S+ %\. Diverged: sgd\. Stopped: 40 is the last step\.$/,
    );
    expect(fairnessText(run)).toMatch(/^The same for every rule/);
  });

  it("stop by themselves: at a test loss, without a lower one, and each for itself", () => {
    const state: NetState = {
      ...small,
      steps: 2000,
      target: 0.3,
      plateau: 30,
      choices: only(["adam", 0.1], ["sgd", 0]),
    };
    const run = trained(state, 2000);
    const [adamEnd, sgdEnd] = run.records.map(({ end }) => end);
    expect([adamEnd?.why, sgdEnd]).toEqual(["target", { t: 30, why: "plateau" }]);
    const reached = adamEnd?.t ?? Number.NaN;
    const { testLoss } = run.records[0].curves;
    expect([testLoss[reached] <= 0.3, testLoss[reached - 1] <= 0.3]).toEqual([true, false]);
    expect([run.end, run.done]).toEqual([Math.max(reached, 30), Math.max(reached, 30)]);
    expect(endOf(run.records[0].end, state)).toBe(`stopped at step ${reached}: test loss is at most 0.3`);
    expect(endOf(sgdEnd, state)).toBe("stopped at step 30: no lower test loss for 30 steps");
    expect(netSummary(run, run.last)).toMatch(/Stopped: every rule has ended\.$/);
    expect(trained({ ...state, target: 0, plateau: 0, steps: 60 }, 60).end).toBeNull();
  });

  it("keep weights at places, with what the step there did to each", () => {
    const steps = 240;
    const run = trained({ ...adamOnly, steps, t: 7 });
    const { weights, gradients, moves, t } = run.records[0].keptAt(7) ?? {};
    expect(t).toBe(6);
    const [before, after] = [5, 6].map((at) => trained({ ...adamOnly, steps, t: at }).trainings[0].model);
    expect([...(weights ?? [])]).toEqual([...weightsOf(after)]);
    expect([...(moves ?? [])]).toEqual([...weightsOf(after)].map((w, i) => Math.fround(w - weightsOf(before)[i])));
    expect([...(gradients ?? [])]).toEqual(after.parameters().flatMap(({ grad }) => [...(grad ?? [])]));
    const scratch = modelOf(small);
    loadWeights(scratch, weights as Float32Array);
    expect([...weightsOf(scratch)]).toEqual([...(weights ?? [])]);
  });

  it.each(netForms.map((form) => [`${form.rule} ${form.variant}`, form] as const))("%s trains them", (_, form) => {
    const choices = [{ ...form, settings: {}, look: 0 }];
    for (const decay of ["l2", "decoupledDecay"] as const) {
      const run = trained({ ...small, hidden: [4], decay, schedule: "linearWarmup", choices }, 3);
      expect([run.records[0].end, run.records[0].done]).toEqual([null, 3]);
      expect([...weightsOf(run.trainings[0].model)].every(Number.isFinite)).toBe(true);
    }
  });

  it("have an axis of steps that grows with them, to the last", () => {
    expect([0, 10, 11, 300, 501, 1500, 90].map((done) => axisEnd(done, 1600))).toEqual([
      10, 10, 20, 500, 1000, 1600, 100,
    ]);
    expect(axisEnd(30, 40)).toBe(40);
  });

  it("have their numbers in a table of at most 25 rows", () => {
    const { head, rows } = curveTable(trained(small), "testLoss");
    expect([head.length, rows.length, rows[0][0], rows[24][0]]).toEqual([5, 25, "0", "40"]);
    expect(curveTable(trained(small), "accuracy").rows[24][1]).toMatch(/^\d+\.\d %$/);
    expect(curveText(trained(adamOnly, 0), "accuracy", 3)).toBe("At step 3: adam –.");
    expect(curveTable(trained(small, 0), "trainLoss").rows).toEqual([["0", "–", "–", "–", "–"]]);
  });
});
