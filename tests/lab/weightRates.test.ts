/** @file The effective learning rates of the weights of networks. */
import { describe, expect, it } from "vitest";
import { modelOf, weightsOf } from "../../site/lab/network/netModel.ts";
import { NetRun } from "../../site/lab/network/netRun.ts";
import { firstNet, type NetState } from "../../site/lab/network/netState.ts";
import {
  histogram,
  layerRatio,
  layersOf,
  strength,
  type WeightRates,
  weightRates,
} from "../../site/lab/network/weightRates.ts";
import { Tensor } from "../../src/autograd/index.ts";
import { Random } from "../../src/autograd/random.ts";
import { Loader, xor } from "../../src/data/index.ts";
import { adam, Optimizer, probe } from "../../src/optim/index.ts";
import { lossOf } from "../../src/training/lossOf.ts";

const state: NetState = {
  ...firstNet,
  data: "xor",
  hidden: [4],
  steps: 40,
  t: 12,
  choices: [
    { rule: "adam", variant: "", settings: { lr: 0.01 }, look: 0 },
    { rule: "sgd", variant: "", settings: { lr: 0.1 }, look: 1 },
    { rule: "lion", variant: "", settings: { lr: 0.002 }, look: 2 },
  ],
};

function trained(t: number): NetRun {
  const run = new NetRun(state);
  run.advance(t);
  return run;
}

const median = (values: Float64Array): number => {
  const sorted = values.filter((x) => !Number.isNaN(x)).sort();
  const middle = sorted.length >> 1;
  return sorted.length % 2 === 1 ? sorted[middle] : (sorted[middle - 1] + sorted[middle]) / 2;
};

describe("the rates of weights", () => {
  it("are those that the library's probe reports of the same step, layer by layer", () => {
    const run = trained(12);
    const own = modelOf(state);
    const random = new Random(state.seed);
    const train = xor(400, { random });
    xor(200, { random });
    const loader = new Loader(train, { batch: 32, random: random.split() });
    const optimizer = new Optimizer(own.parameters(), adam({ lr: 0.01 }));
    let report: ReturnType<typeof probe> = [];
    for (let t = 1; t <= 12; t++) {
      const batch = loader.next();
      report = probe(optimizer, () =>
        optimizer.step(() => {
          const loss = lossOf(own.forward(new Tensor(batch.inputs)), batch);
          loss.backward();
          return loss.item();
        }),
      );
    }
    const layers = layersOf(own);
    expect(layers.map(({ name, rows, columns }) => [name, rows, columns])).toEqual([
      ["0.weight", 4, 2],
      ["0.bias", 1, 4],
      ["2.weight", 2, 4],
      ["2.bias", 1, 2],
    ]);
    expect([...weightsOf(own)]).toEqual([...weightsOf(run.trainings[0].model)]);
    for (const [i, layer] of layers.entries()) {
      const rates = weightRates(run.records[0], layer, 12) as WeightRates;
      expect(rates.t).toBe(12);
      expect(median(rates.effective) / (report[i].effectiveLr?.median ?? 0)).toBeCloseTo(1, 5);
      expect(layerRatio(run.records[0].keptAt(12), layer) / report[i].ratio).toBeCloseTo(1, 5);
    }
  });

  it("are the same for every weight where the rule says so: η of sgd, 1 per η of lion", () => {
    const run = trained(12);
    const [layer] = layersOf(run.trainings[0].model);
    for (const rate of weightRates(run.records[1], layer, 12)?.effective ?? []) expect(rate / 0.1).toBeCloseTo(1, 3);
    for (const rate of weightRates(run.records[2], layer, 12)?.realised ?? []) expect(rate).toBeCloseTo(1, 3);
    expect(weightRates(run.records[0], layer, 0)).toBeNull();
    expect(layerRatio(run.records[0].keptAt(0), layer)).toBeNaN();
  });

  it("have a colour by their power of ten, between ends that never change", () => {
    expect([strength(1e-9), strength(1e-5), strength(10), strength(-1e5)]).toEqual([0.06, 0.06, 1, 1]);
    expect(strength(1e-2)).toBeCloseTo((0.06 + 1) / 2, 12);
    expect([strength(0), strength(Number.NaN)]).toEqual([0, 0]);
  });

  it("have histograms over the middle 98 %, which say what they leave out", () => {
    const values = Float64Array.from({ length: 1000 }, (_, i) => 10 ** (-3 + i / 999));
    values.set([1e9, 0, Number.NaN, -1e-20]);
    const { edges, shares, left } = histogram([values, Float64Array.of(0.005)]);
    expect([edges.length, shares[0].length, edges[0] > -3, edges[24] < -2]).toEqual([25, 24, true, true]);
    const inside = shares[0].reduce((sum, share) => sum + share, 0) * 1000;
    expect(Math.round(inside) + left[0].below + left[0].above + left[0].none).toBe(1000);
    expect([left[0].none, left[0].above > 0, left[0].below > 0]).toEqual([2, true, true]);
    expect(left[1]).toEqual({ below: 0, above: 0, none: 0 });
    expect(histogram([Float64Array.of(2e-3, 2e-3)]).shares[0].reduce((sum, x) => sum + x, 0)).toBe(1);
    expect(histogram([new Float64Array(3)]).left).toEqual([{ below: 0, above: 0, none: 3 }]);
  });
});
