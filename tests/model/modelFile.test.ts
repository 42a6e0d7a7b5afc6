/** @file Model files: every layer comes back, and other readers read the weights. */

import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import packageJson from "../../package.json" with { type: "json" };
import { noGrad, Random, Tensor, tensor } from "../../src/autograd/index.ts";
import { loadWeights } from "../../src/checkpoint/index.ts";
import { Preprocessing, parseTable } from "../../src/data/index.ts";
import { loadModelFile } from "../../src/model/files/loadModelFile.ts";
import { saveModelFile } from "../../src/model/files/saveModelFile.ts";
import { describeArchitecture, encodeModel, loadModel } from "../../src/model/index.ts";
import { layerKinds } from "../../src/model/support/layerKinds.ts";
import * as nn from "../../src/nn/index.ts";
import { Linear, Sequential } from "../../src/nn/index.ts";
import { everyLayer, examplesFor } from "../support/everyLayer.ts";
import { changed, mlp } from "../support/files/modelBytes.ts";
import { newFolder } from "../support/newFolder.ts";

describe("every layer", () => {
  it.each(everyLayer().map((one): [string, typeof one] => [one.name, one]))("%s comes back", (_, one) => {
    const { layer, input } = one;
    const loaded = loadModel(encodeModel(layer, { inputShape: input }));
    expect(describeArchitecture(loaded.model)).toEqual(describeArchitecture(layer));
    expect(loaded.model.stateDict()).toEqual(layer.stateDict());
    const x = examplesFor(one);
    const y = noGrad(() => layer.forward(x));
    expect(loaded.outputs(x).data).toEqual(y.data);
    expect(loaded.layers.at(-1)?.output).toEqual(y.shape.slice(1));
  });

  it("is among these, and can be described", () => {
    const isLayer = (value: unknown): boolean => typeof value === "function" && value.prototype instanceof nn.Module;
    const names = Object.entries(nn).flatMap(([name, value]) => (isLayer(value) ? [name] : []));
    expect([...Object.keys(layerKinds), "Sequential"].sort()).toEqual(names.sort());
    const tested = new Set(everyLayer().map(({ layer }) => layer.constructor.name));
    expect(names.filter((name) => !tested.has(name))).toEqual([]);
  });
});

describe("a model file", () => {
  it("holds all that is needed to predict", () => {
    const model = mlp();
    const notes = { inputShape: [2], classNames: ["no", "yes"], metrics: { accuracy: 0.5 }, command: "downhill train" };
    const { record, predict } = loadModel(encodeModel(model, notes));
    expect(record).toEqual({
      ...notes,
      architecture: describeArchitecture(model),
      preprocessing: null,
      imageFit: null,
      versions: { downhill: packageJson.version, node: process.versions.node },
    });
    expect(predict([[1, 2]])[0]).toHaveProperty("label");
  });

  it("predicts classes with their probabilities, in batches, whatever mode the layers are in", () => {
    const loaded = loadModel(encodeModel(mlp(), { inputShape: [2], classNames: ["no", "yes"] }));
    const rows = Array.from({ length: 600 }, (_, i) => [Math.sin(i), Math.cos(3 * i)]);
    loaded.model.train();
    const predictions = loaded.predict(rows);
    const logits = noGrad(() => mlp().forward(tensor(rows))).data;
    for (const [i, prediction] of predictions.entries()) {
      if (!("label" in prediction)) throw new Error("no label");
      const [a, b] = [Math.exp(logits[2 * i]), Math.exp(logits[2 * i + 1])];
      expect(prediction.label).toBe(b > a ? "yes" : "no");
      expect(prediction.probabilities[1]).toBeCloseTo(b / (a + b), 6);
    }
    expect(loaded.model.training).toBe(true);
  });

  it("does not apply softmax twice", () => {
    const model = new Sequential(mlp(), new nn.Softmax());
    const loaded = loadModel(encodeModel(model, { inputShape: [2], classNames: ["a", "b"] }));
    const [prediction] = loaded.predict([[1, 2]]);
    expect(prediction).toMatchObject({ probabilities: [...loaded.outputs([[1, 2]]).data] });
  });

  it("names a row of another shape", () => {
    const loaded = loadModel(encodeModel(mlp(), { inputShape: [2] }));
    expect(() => loaded.predict([[1, 2, 3]])).toThrow("predict: each row must be [2], got [3]");
    expect(() => loaded.predict("1,2" as never)).toThrow("predict: rows must be a list of examples or a tensor");
    expect(() => loaded.predict([])).toThrow("predict: rows must be a list of examples or a tensor, got []");
  });

  it("holds the same bytes for the same model, in memory and on the disk", () => {
    const path = join(newFolder(), "model.safetensors");
    saveModelFile(path, mlp(), { inputShape: [2] });
    const again = encodeModel(mlp(), { inputShape: [2] });
    writeFileSync(`${path}2`, again);
    expect(loadModelFile(path).record).toEqual(loadModelFile(`${path}2`).record);
    expect(encodeModel(mlp(), { inputShape: [2] })).toEqual(again);
  });

  it("is refused if its columns, classes or metrics are longer than a reader takes", () => {
    const metrics = { note: "x".repeat(3 * 2 ** 20) };
    expect(() => encodeModel(mlp(), { inputShape: [2], metrics })).toThrow(
      /^encodeModel: layers, columns and classes must be at most 3145728 bytes as text, got 3146\d+; use fewer/,
    );
  });

  it("gives its weights to a model made in a program", () => {
    const copy = mlp(2);
    loadWeights(copy, encodeModel(mlp(), { inputShape: [2] }));
    expect(copy.stateDict()).toEqual(mlp().stateDict());
  });
});

describe("a model of a table", () => {
  const table = parseTable("x,kind,y\n1,a,10\n3,b,30\n,a,50\n2,b,20", "t.csv");
  const random = () => new Random(1);

  it("takes rows as objects or tables, with its columns found by name", () => {
    const preprocessing = Preprocessing.fit(table, { target: "kind" });
    const width = preprocessing.inputNames.length;
    const loaded = loadModel(encodeModel(new Linear(width, 2, { random: random() }), { preprocessing }));
    const rows = [{ y: 10, x: "1" }, { extra: 1, x: 3, y: "30" }, { y: 50 }, { x: 2, y: 20 }];
    expect(loaded.record.classNames).toEqual(["a", "b"]);
    expect(loaded.predict(rows)).toEqual(loaded.predict(table));
    expect(loaded.outputs(table).data).toEqual(loaded.model.forward(new Tensor(preprocessing.transform(table))).data);
    expect(() => loaded.predict([{ x: 1 }])).toThrow('"y"');
    expect(() => loaded.predict([[1, 2]])).toThrow("predict: rows must be a table or objects with the columns x, y");
  });

  it("predicts numbers in the target's own units", () => {
    const preprocessing = Preprocessing.fit(table, { target: "y", task: "regression" });
    const width = preprocessing.inputNames.length;
    const loaded = loadModel(encodeModel(new Linear(width, 1, { random: random() }), { preprocessing }));
    const standardized = [...loaded.outputs(table).data];
    const own = [...preprocessing.invert(standardized)];
    expect(loaded.predict(table)).toEqual(own.map((value) => ({ values: [value] })));
    expect(Math.abs(own[0])).toBeGreaterThan(5);
  });

  it("is refused if its parts do not fit each other", () => {
    const preprocessing = Preprocessing.fit(table, { target: "kind" });
    const linear = (inputs: number, outputs: number) => new Linear(inputs, outputs, { random: random() });
    const width = preprocessing.inputNames.length;
    for (const [model, notes, message] of [
      [linear(2, 2), { inputShape: [2] }, `inputShape: needs the ${width} inputs of the preprocessing, got [2]`],
      [
        linear(width, 2),
        { classNames: ["b", "a"] },
        "classNames: needs the classes of the preprocessing, got an array",
      ],
      [linear(width, 3), {}, "classNames: needs a name for each of the outputs [3], got 2"],
      [linear(width, 2), { preprocessing: preprocessing.toJSON() }, "preprocessing must be a Preprocessing or null"],
    ] as const)
      expect(() => encodeModel(model, { preprocessing, ...notes } as never)).toThrow(message);
    const bytes = encodeModel(linear(width, 2), { preprocessing });
    const broken = changed((m) => m.set("preprocessing", '{"features":[]}'), bytes);
    expect(() => loadModel(broken, "m")).toThrow("m: preprocessing: ");
  });
});
