/** @file Networks that train side by side: fair, repeatable, and the library's own training. */
import { describe, expect, it } from "vitest";
import { digitSide, digits } from "../../site/lab/network/digits.ts";
import { examplesOf } from "../../site/lab/network/netData.ts";
import { netForms } from "../../site/lab/network/netForms.ts";
import { activationsOf, channels, loadWeights, modelOf, weightsOf } from "../../site/lab/network/netModel.ts";
import { activations, dataSets, inits, losses, schedules } from "../../site/lab/network/netOptions.ts";
import { netRule } from "../../site/lab/network/netRule.ts";
import { NetRun } from "../../site/lab/network/netRun.ts";
import { firstNet, type NetState, trainsAlike } from "../../site/lab/network/netState.ts";
import {
  axisEnd,
  curveTable,
  curveText,
  endOf,
  fairnessText,
  netSummary,
  paceText,
  settingsText,
} from "../../site/lab/network/netWords.ts";
import { slice, Tensor } from "../../src/autograd/index.ts";
import { Random } from "../../src/autograd/random.ts";
import { circles, Loader } from "../../src/data/index.ts";
import { adam, decoupledDecay, l2, Optimizer } from "../../src/optim/index.ts";
import { cosine } from "../../src/schedules/index.ts";
import { evaluate } from "../../src/training/evaluate.ts";
import { trainStep } from "../../src/training/trainStep.ts";

const small: NetState = { ...firstNet, hidden: [8], steps: 40, t: 40 };
const only = (...choices: [rule: string, lr: number][]) =>
  choices.map(([rule, lr], look) => ({ rule, variant: "", settings: { lr }, look }));
const adamOnly: NetState = { ...small, choices: only(["adam", 0.01]) };

function trained(state: NetState, t = state.t): NetRun {
  const run = new NetRun(state);
  run.advance(t);
  return run;
}

const keys = <T extends object>(options: T) => Object.keys(options) as (keyof T & string)[];

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

describe("the parts of a network", () => {
  it.each(keys(dataSets).flatMap((data) => keys(losses).map((loss) => [data, loss] as const)))(
    "%s train by %s, and have their accuracy",
    (data, loss) => {
      const run = trained({ ...adamOnly, data, loss, hidden: [4], batch: 8 }, 1);
      const { curves, end } = run.records[0];
      expect([end, Number.isFinite(curves.trainLoss[1])]).toEqual([null, true]);
      expect(curves.accuracy[0]).toBeGreaterThanOrEqual(0);
    },
  );

  it("with binary cross-entropy have one output, and the loss of σ of it", () => {
    const state: NetState = { ...adamOnly, loss: "binaryCrossEntropyWithLogits" };
    const run = trained(state, 0);
    run.advance(10);
    const model = modelOf(state);
    const { data, shape } = model.forward(new Tensor(run.test.inputs));
    expect(shape).toEqual([200, 1]);
    const p = Array.from(data, (z) => 1 / (1 + Math.exp(-z)));
    const mean = p.reduce((sum, q, i) => sum - Math.log(run.test.labels[i] === 1 ? q : 1 - q), 0) / 200;
    expect(run.records[0].curves.testLoss[0]).toBeCloseTo(mean, 6);
    const right = p.filter((q, i) => q > 0.5 === (run.test.labels[i] === 1)).length;
    expect(run.records[0].curves.accuracy[0]).toBe(right / 200);
  });

  it.each(keys(inits))("begin with %s weights, which the seed repeats", (init) => {
    for (const data of ["moons", "digits"] as const) {
      const [once, again] = [1, 1].map(() => modelOf({ ...small, data, init }));
      expect([...weightsOf(once)]).toEqual([...weightsOf(again)]);
      const biases = once.parameters().filter(({ shape }) => shape.length === 1);
      if (init !== "default") for (const bias of biases) expect([...bias.data].every((b) => b === 0)).toBe(true);
      const isZero = [...weightsOf(once)].every((w) => w === 0);
      expect(isZero).toBe(init === "zeros");
    }
  });

  it.each(keys(schedules))("follow the schedule %s for any number of steps", (schedule) => {
    for (const steps of [1, 2, 7, 100]) {
      const { lr } = netRule(adamOnly.choices[0], { ...adamOnly, schedule, steps }).hyper;
      const rates = Array.from({ length: steps }, (_, i) => (typeof lr === "number" ? lr : lr(i + 1)));
      expect(rates.every((rate) => rate >= 0 && rate <= 0.01 + 1e-12)).toBe(true);
      if (steps === 100) expect(Math.max(...rates)).toBeCloseTo(0.01, 12);
    }
  });

  it("decay around any rule, or by the rule's own setting where it computes its weights anew", () => {
    const decayed = (rule: string) =>
      netRule({ ...adamOnly.choices[0], rule }, { ...adamOnly, decay: "decoupledDecay", lambda: 0.1 });
    expect(decayed("adam").name).toBe(decoupledDecay(adam()).name);
    expect([decayed("scheduleFreeSgd").name, decayed("scheduleFreeSgd").hyper.weightDecay]).toEqual([
      "scheduleFreeSgd",
      0.1,
    ]);
    expect(settingsText({ ...small, decay: "l2", lambda: 0.01, clip: 1, schedule: "cosine" })).toBe(
      "cosine · l2 0.01 · clipGradNorm 1",
    );
    expect(settingsText(small)).toBe("");
  });

  it("say how fast they trained, and where", () => {
    expect(paceText(null, null)).toBe("Trains in a worker.");
    expect(paceText(1234.4, null)).toBe("Trained every rule 1,234 steps a second, in a worker.");
    expect(paceText(1, "no")).toBe(
      "Trained every rule 1 step a second, in this page, because the browser refused a worker: no.",
    );
  });

  it("train alike while only the view differs", () => {
    expect(
      trainsAlike(small, { ...small, t: 3, tab: "step", smoothing: 0.5, layer: 2, index: 3, inspected: 1, line: 4 }),
    ).toBe(true);
    expect(trainsAlike(small, { ...small, clip: 1 })).toBe(false);
  });

  it("classify drawn digits of 12 × 12 pixels by at most 10,000 weights, with their activations", () => {
    const { inputs, labels, classes } = digits(20, { random: new Random(3) });
    expect([inputs.shape, classes, labels[13]]).toEqual([[20, 1, digitSide, digitSide], 10, 3]);
    expect(inputs.data.every((pixel) => pixel >= 0 && pixel <= 1)).toBe(true);
    const model = modelOf({ ...small, data: "digits", activation: "relu" });
    expect(weightsOf(model)).toHaveLength(1626);
    const one = slice(new Tensor(inputs), [[0, 1]]);
    const results = activationsOf(model, one);
    expect(results.map(({ shape }) => shape.slice(1))).toEqual([
      [1, 12, 12],
      [channels[0], 12, 12],
      [channels[0], 12, 12],
      [channels[0], 6, 6],
      [channels[1], 4, 4],
      [channels[1], 4, 4],
      [16 * channels[1]],
      [10],
    ]);
    expect([...results[7].data]).toEqual([...model.forward(one).data]);
    expect(keys(activations)).toContain("gelu");
  });
});
