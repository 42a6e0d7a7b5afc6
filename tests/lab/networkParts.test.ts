/** @file The parts of a network in the lab: data, loss, initial weights, schedule, decay. */

import { describe, expect, it } from "vitest";
import { digitSide, digits } from "../../site/lab/network/digits.ts";
import { activationsOf, channels, modelOf, weightsOf } from "../../site/lab/network/netModel.ts";
import { activations, dataSets, inits, losses, schedules } from "../../site/lab/network/netOptions.ts";
import { netRule } from "../../site/lab/network/netRule.ts";
import { type NetState, trainsAlike } from "../../site/lab/network/netState.ts";
import { paceText, settingsText } from "../../site/lab/network/netWords.ts";
import { slice, Tensor } from "../../src/autograd/index.ts";
import { Random } from "../../src/autograd/random.ts";
import { adam, decoupledDecay } from "../../src/optim/index.ts";
import { adamOnly, keys, small, trained } from "../support/smallNet.ts";

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
