/** @file Runs in the middle of their training, which exported JavaScript continues. */

import { expect } from "vitest";
import { drawnDigits, type Examples, Loader, noisySine, twoMoons } from "../../../src/data/index.ts";
import { toJavascript } from "../../../src/export/javascript/toJavascript.ts";
import { crossEntropy, Random, Tensor } from "../../../src/index.ts";
import { encodeModel, type LoadedModel, loadModel } from "../../../src/model/index.ts";
import * as nn from "../../../src/nn/index.ts";
import { Optimizer, type Rule } from "../../../src/optim/index.ts";
import * as rules from "../../../src/optim/rules/index.ts";
import * as wrappers from "../../../src/optim/wrappers/index.ts";
import * as schedules from "../../../src/schedules/index.ts";
import { type Loss, lossOf } from "../../../src/training/lossOf.ts";
import { trainStep } from "../../../src/training/trainStep.ts";
import { examplesFor } from "../everyLayer.ts";
import { importText } from "./importText.ts";

const random = new Random(3);

const linear = (inputs: number, outputs: number, bias = true) => new nn.Linear(inputs, outputs, { random, bias });

/** A model with every layer that takes rows. */
const deep = () =>
  new nn.Sequential(
    ...[linear(2, 16), new nn.GELU(), new nn.LayerNorm(16), new nn.Dropout(0.3, { random: random.split() })],
    ...[linear(16, 8, false), new nn.BatchNorm1d(8, { momentum: null }), new nn.SiLU(), linear(8, 8), new nn.ELU(0.7)],
    ...[linear(8, 8), new nn.Softplus(), linear(8, 8), new nn.Sigmoid(), linear(8, 8), new nn.Tanh(), linear(8, 8)],
    ...[new nn.LeakyReLU(0.1), linear(8, 8), new nn.Softmax(), linear(8, 8), new nn.GELU({ approximate: "tanh" })],
    linear(8, 2),
  );
const mlp = () => new nn.Sequential(linear(2, 8), new nn.ReLU(), linear(8, 2));
const cnn = () =>
  new nn.Sequential(
    ...[new nn.Conv2d(1, 4, 5, { random, stride: 2 }), new nn.BatchNorm2d(4), new nn.ReLU(), new nn.MaxPool2d(2)],
    ...[new nn.Conv2d(4, 4, 3, { random, padding: 1, groups: 2, bias: false }), new nn.AvgPool2d(2), new nn.Flatten()],
    linear(36, 10),
  );
const words = () => new nn.Sequential(new nn.Embedding(5, 3, { random }), new nn.Flatten(), linear(6, 2));
const sine = () => new nn.Sequential(linear(1, 8), new nn.Tanh(), linear(8, 1));

export const moons = twoMoons(96, { random });
const digits = drawnDigits(20, { random });
const sines = noisySine(70, { random });
const pairs = {
  ...moons,
  inputs: examplesFor({ name: "", layer: words(), input: [2], below: 5 }, 96),
};

export interface JavascriptCase {
  model: nn.Sequential;
  data: Examples;
  rule: Rule;
  clip?: number;
  classWeights?: number[];
  nonFinite?: "throw" | "skip" | "allow";
}

const { adam, adamw, momentum, nesterov, sgd, rmsprop, lion, nadam, lamb, lars, radam, rprop, adagrad } = rules;
const { l2, lookahead, decoupledDecay, maximize } = wrappers;

export const javascriptRuns: Record<string, () => JavascriptCase> = {
  "every layer, Adam, cosine, clipped, class weights": () => ({
    ...{ model: deep(), data: moons, rule: adam({ lr: schedules.cosine(0.02, 60, 1e-3) }), clip: 0.2 },
    classWeights: [0.5, 2],
  }),
  "every layer, AdamW, warmup and step decay": () => ({
    ...{ model: deep(), data: moons, nonFinite: "skip" },
    rule: adamw({ lr: schedules.warmup(10, schedules.stepDecay(0.02, 10, 0.5)), weightDecay: 0.1 }),
  }),
  "CNN, Adam, linear decay": () => ({
    model: cnn(),
    data: digits,
    rule: adam({ lr: schedules.linearDecay(0.01, 70, 0) }),
  }),
  "embedding, Nesterov": () => ({ model: words(), data: pairs, rule: nesterov({ lr: 0.1 }), nonFinite: "allow" }),
  "numbers, momentum": () => ({ model: sine(), data: sines, rule: momentum({ lr: 0.01 }), clip: 0.5 }),
  ...Object.fromEntries(
    Object.entries({
      sgd: sgd({ lr: schedules.exponential(0.1, 30) }),
      nesterov: nesterov({ lr: 0.05, variant: "pytorch" }),
      rmsprop: rmsprop({ lr: 0.01 }),
      lion: lion({ lr: schedules.polynomial(0.01, 60, 0, 1.5) }),
      adagrad: adagrad({ lr: schedules.cosineWarmRestarts(0.1, 5, 2, 0) }),
      nadam: nadam(),
      lamb: lamb(),
      lars: lars(),
      radam: radam(),
      rprop: rprop(),
      "l2(adam)": l2(adam({ lr: 0.01 }), { l2: 0.01 }),
      "lookahead(adam)": lookahead(adam()),
      "decoupledDecay(nesterov)": decoupledDecay(nesterov({ lr: 0.01 }), { weightDecay: 0.1 }),
      "maximize(sgd)": maximize(sgd({ lr: 1e-3 })),
    }).map(([rule, made]) => [rule, () => ({ model: mlp(), data: moons, rule: made })]),
  ),
};

/** A run after 5 steps, and a function that makes the next step. */
export function begun({ model, data, rule, clip, classWeights, nonFinite = "throw" }: JavascriptCase) {
  const optimizer = new Optimizer(model.parameters(), rule, { nonFinite });
  const loader = new Loader(data, { batch: data === digits ? 7 : 30, random: new Random(2) });
  const loss: Loss = (y, part) =>
    classWeights && "labels" in part ? crossEntropy(y, part.labels, { classWeights }) : lossOf(y, part);
  const step = () => {
    const batch = loader.next();
    return { batch, loss: trainStep(model, optimizer, batch, loss, { clip: clip ?? null }).loss };
  };
  for (let i = 0; i < 5; i++) step();
  const loaded: LoadedModel = loadModel(encodeModel(model, { inputShape: data.inputs.shape.slice(1) }));
  model.train();
  const classes = "classes" in data ? (data.classes as number) : null;
  const run = { model, optimizer, classes, classWeights: classWeights ?? null, clip: clip ?? null };
  return { step, loaded, run };
}

const truths = (batch: Examples) =>
  "labels" in batch ? batch.labels : (batch as { targets: { data: unknown } }).targets.data;

/** Continues a run here and in its exported file, and expects the same losses, weights and outputs, bit for bit. */
export async function expectSameRun(make: () => JavascriptCase, count: number): Promise<void> {
  const { step, loaded, run } = begun(make());
  const file = await importText(toJavascript(loaded, { name: "model.mjs", run }));
  const losses: number[] = [];
  const expected: number[] = [];
  for (let i = 0; i < count; i++) {
    const { batch, loss } = step();
    expected.push(loss);
    losses.push(file.trainStep(batch.inputs.data, truths(batch)));
  }
  expect(losses).toEqual(expected);
  expect(new Set(losses).size).toBeGreaterThan(0.9 * count);
  expect(file.steps).toBe(5 + count);
  for (const [k, [path, { data }]] of run.model.namedParameters().entries())
    expect([file.parameters[k].name, file.parameters[k].theta]).toEqual([path, data]);
  const { inputs } = make().data;
  expect(file.forward(inputs.data)).toEqual(run.model.eval().forward(new Tensor(inputs)).data);
}
