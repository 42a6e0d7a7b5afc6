/** @file Networks that train side by side: fair, repeatable, and the library's own training. */
import { describe, expect, it } from "vitest";
import { boundary, frameOf } from "../../site/lab/network/boundary.ts";
import { netForms } from "../../site/lab/network/netForms.ts";
import { modelOf, NetRun } from "../../site/lab/network/netRun.ts";
import { firstNet, type NetState, testExamples, trainExamples } from "../../site/lab/network/netState.ts";
import { loadWeights, weightsOf } from "../../site/lab/network/netTraining.ts";
import { curveTable, fairnessText, netSummary } from "../../site/lab/network/netWords.ts";
import { classColours, readColour, shades } from "../../site/lab/network/shades.ts";
import { tensor } from "../../src/autograd/create/tensor.ts";
import { Random } from "../../src/autograd/random.ts";
import { circles } from "../../src/data/index.ts";
import { Loader } from "../../src/data/loader.ts";
import { adam, Optimizer } from "../../src/optim/index.ts";
import { evaluate } from "../../src/training/evaluate.ts";
import { trainStep } from "../../src/training/trainStep.ts";

const small: NetState = { ...firstNet, hidden: [8], steps: 40, t: 40 };
const only = (...choices: [rule: string, lr: number][]) =>
  choices.map(([rule, lr], look) => ({ rule, variant: "", settings: { lr }, look }));

function trained(state: NetState, t = state.t): NetRun {
  const run = new NetRun(state);
  run.advance(t, Infinity);
  return run;
}

describe("networks side by side", () => {
  it("have the same initial weights and batches, as their fingerprints say", () => {
    const run = trained(small);
    expect(new Set(run.weights).size).toBe(1);
    expect(new Set(run.trainings.map(({ batches }) => batches)).size).toBe(1);
    expect(fairnessText(run)).toBe(
      `The same for every rule: initial weights ${run.weights[0]}, batches ${run.trainings[0].batches}.`,
    );
    expect(trained({ ...small, seed: 1 }).weights[0]).not.toBe(run.weights[0]);
    expect(trained(small, 39).trainings[0].batches).not.toBe(run.trainings[0].batches);
  });

  it("train as a program would that uses the library alone", () => {
    const { curves, model } = trained({ ...small, choices: only(["adam", 0.01]) }).trainings[0];
    const random = new Random(0);
    const train = circles(trainExamples, { random });
    const test = circles(testExamples, { random });
    const loader = new Loader(train, { batch: 32, random: random.split() });
    const own = modelOf(small);
    const optimizer = new Optimizer(own.parameters(), adam({ lr: 0.01 }));
    const reports = Array.from({ length: 40 }, () =>
      trainStep(own, optimizer, loader.next(), undefined, { measure: true }),
    );
    expect([...curves.trainLoss.slice(1)]).toEqual(reports.map(({ loss }) => loss));
    expect([...curves.gradientNorm.slice(1)]).toEqual(reports.map(({ gradientNorm }) => gradientNorm));
    expect([...curves.updateRatio.slice(1)]).toEqual(reports.map(({ updateRatio }) => updateRatio));
    expect([...weightsOf(model)]).toEqual([...weightsOf(own)]);
    const { loss, accuracy } = evaluate(own, test);
    expect([curves.testLoss[40], curves.accuracy[40]]).toEqual([loss, accuracy]);
  });

  it("get to the same weights in parts as at once", () => {
    const parts = new NetRun(small);
    let calls = 0;
    while (!parts.advance(40, 3)) calls++;
    expect(calls).toBe(13);
    for (const [i, { model }] of trained(small).trainings.entries())
      expect([...weightsOf(parts.trainings[i].model)]).toEqual([...weightsOf(model)]);
  });

  it("continue when one of them diverges, and say so", () => {
    const run = trained({ ...small, activation: "relu", choices: only(["sgd", 1e30], ["adam", 0.01]) });
    const [sgd, other] = run.trainings;
    expect(sgd.problem).toMatch(/^diverged at step [23]; try a smaller learning rate$/);
    expect([sgd.done < 3, other.done]).toEqual([true, 40]);
    expect(netSummary(run, 40)).toMatch(
      /^At step 40, adam has the lowest test loss of 1: \S+, accuracy \S+ %\. Diverged: sgd\.$/,
    );
    expect(fairnessText(run)).toMatch(/^The same for every rule/);
  });

  it("are drawn from weights that were kept: those of the last kept step before", () => {
    const steps = 240;
    const run = trained({ ...small, steps, t: 7, choices: only(["adam", 0.01]) });
    const { weights, t } = run.trainings[0].weightsAt(7);
    expect(t).toBe(6);
    const again = trained({ ...small, steps, t: 6, choices: only(["adam", 0.01]) });
    expect([...weights]).toEqual([...weightsOf(again.trainings[0].model)]);
    const scratch = modelOf(small);
    loadWeights(scratch, weights);
    expect([...weightsOf(scratch)]).toEqual([...weights]);
  });

  it.each(netForms.map((form) => [`${form.rule} ${form.variant}`, form] as const))("%s trains them", (_, form) => {
    const run = trained({ ...small, hidden: [4], choices: [{ ...form, settings: {}, look: 0 }] }, 3);
    expect([run.trainings[0].problem, run.trainings[0].done]).toEqual([null, 3]);
    expect([...weightsOf(run.trainings[0].model)].every(Number.isFinite)).toBe(true);
  });

  it("have their numbers in a table of at most 25 rows", () => {
    const { head, rows } = curveTable(trained(small), "testLoss");
    expect([head.length, rows.length, rows[0][0], rows[24][0]]).toEqual([5, 25, "0", "40"]);
    expect(curveTable(trained(small, 0), "trainLoss").rows).toEqual([["0", "none", "none", "none", "none"]]);
  });
});

describe("a decision boundary", () => {
  it("is the network's probability at the middle of every cell, from the top left", () => {
    const model = modelOf(small);
    const [low, high] = frameOf(circles(50, { random: new Random(1) }));
    expect(low).toBe(-high);
    const grid = boundary(model, [-1, 1], 2);
    expect(grid).toHaveLength(4);
    const middles = tensor([-0.5, 0.5, 0.5, 0.5, -0.5, -0.5, 0.5, -0.5], { shape: [4, 2] });
    const { data } = model.forward(middles);
    for (const [i, p] of grid.entries()) expect(p).toBeCloseTo(1 / (1 + Math.exp(data[2 * i] - data[2 * i + 1])), 6);
  });

  it("has the page's colour where undecided, and a class's where sure", () => {
    const page = readColour(" #10151b");
    expect(page).toEqual([16, 21, 27]);
    const pixels = shades(Float32Array.of(0.5, 0, 1), page);
    expect([...pixels.slice(0, 4)]).toEqual([16, 21, 27, 255]);
    expect([...pixels.slice(4, 7)]).toEqual(classColours[0].map((c, i) => Math.round((c + page[i]) / 2)));
    expect([...pixels.slice(8, 11)]).toEqual(classColours[1].map((c, i) => Math.round((c + page[i]) / 2)));
  });
});
