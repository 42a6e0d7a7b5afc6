/** @file ONNX files of every layer compute in onnxruntime what the layer computes, and pass ONNX's own checker. */

import { execFileSync } from "node:child_process";
import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { fromBinary, toBinary } from "@bufbuild/protobuf";
import { ModelProtoSchema } from "onnx-buf";
import { describe, expect, it } from "vitest";
import { Random } from "../../src/autograd/index.ts";
import { Preprocessing, parseTable } from "../../src/data/index.ts";
import { toOnnx } from "../../src/export/onnx/toOnnx.ts";
import { encodeModel, loadModel } from "../../src/model/index.ts";
import { Linear, Sequential, Tanh } from "../../src/nn/index.ts";
import { everyLayer, examplesFor } from "../support/everyLayer.ts";
import { runColumns, runOnnx } from "../support/export/runOnnx.ts";
import { newFolder } from "../support/newFolder.ts";

const cases = everyLayer().map((one) => {
  const loaded = loadModel(encodeModel(one.layer, { inputShape: one.input }));
  return { ...one, loaded, bytes: toOnnx(loaded) };
});

/** A model of a table with numbers, texts, missing cells and a constant; rows with cells that it has not seen. */
function tableModel(target: string) {
  const text = "x,constant,colour,flag,kind,y\n1,5,red,true,a,10\n3,5,blue,false,b,30\n,5,,true,a,50\n2,5,red,,b,20\n";
  const preprocessing = Preprocessing.fit(parseTable(text, "t.csv"), { target, features: ["x", "colour", "flag"] });
  const random = new Random(3);
  const { length } = preprocessing.inputNames;
  const outputs = preprocessing.classNames?.length ?? 1;
  const model = new Sequential(new Linear(length, 8, { random }), new Tanh(), new Linear(8, outputs, { random }));
  const loaded = loadModel(encodeModel(model, { preprocessing }));
  const columns = {
    x: [1, 3, Number.NaN, 2.5, -7],
    colour: ["red", "blue", "", "green", "red"],
    flag: [1, 0, 1, Number.NaN, 0],
  };
  const rows = columns.x.map((x, i) => ({ x, colour: columns.colour[i], flag: columns.flag[i] }));
  return { loaded, columns, rows };
}

describe("an exported model", () => {
  it.each(cases.map((one): [string, typeof one] => [one.name, one]))(
    "%s computes the same in onnxruntime",
    async (_, one) => {
      // Two sizes of the batch: its axis is free.
      for (const n of [1, 5]) {
        const x = examplesFor(one, n);
        const y = one.loaded.outputs(x);
        const { data, dims } = await runOnnx(one.bytes, x);
        expect(dims).toEqual(y.shape);
        expect(Math.max(...data.map((value, i) => Math.abs(value - y.data[i])))).toBeLessThan(1e-6);
      }
    },
  );

  it.each(["kind", "y"])("takes the columns of a table to predict %s", async (target) => {
    const { loaded, columns, rows } = tableModel(target);
    const bytes = toOnnx(loaded, { preprocessing: true });
    const results = await runColumns(bytes, columns);
    const predictions = loaded.predict(rows);
    for (const [i, one] of predictions.entries()) {
      if ("values" in one) expect(results.prediction[i]).toBeCloseTo(one.values[0], 4);
      else {
        expect(results.label[i]).toBe(one.label);
        for (const [k, p] of one.probabilities.entries()) expect(results.probabilities[i * 2 + k]).toBeCloseTo(p, 6);
      }
    }
    expect(new Set(predictions.map((one) => JSON.stringify(one))).size).toBeGreaterThan(3);
  });

  it("has the bytes that the schema's own encoder writes", () => {
    const whole = toOnnx(tableModel("kind").loaded, { preprocessing: true });
    for (const bytes of [whole, ...cases.map((one) => one.bytes)]) {
      const message = fromBinary(ModelProtoSchema, bytes);
      expect(message.$unknown).toBeUndefined();
      expect(toBinary(ModelProtoSchema, message)).toEqual(bytes);
    }
  });

  it("passes the checker of Debian's python3-onnx, with inferred shapes", () => {
    const folder = newFolder();
    const whole = ["kind", "y"].map((target) => ({
      bytes: toOnnx(tableModel(target).loaded, { preprocessing: true }),
    }));
    const files = [...cases, ...whole];
    for (const [i, { bytes }] of files.entries()) writeFileSync(join(folder, `${i}.onnx`), bytes);
    const check = `import glob, onnx
for path in sorted(glob.glob("*.onnx")):
    onnx.checker.check_model(path, full_check=True)
    print(path)`;
    const checked = execFileSync("/usr/bin/python3", ["-c", check], { cwd: folder, encoding: "utf8" });
    expect(checked.trim().split("\n").length).toBe(files.length);
  });

  it("holds the names of the classes", async () => {
    const { layer, input } = cases[0];
    const bytes = toOnnx(loadModel(encodeModel(layer, { inputShape: input, classNames: ["no", "yes"] })));
    const { metadataProps, opsetImport } = fromBinary(ModelProtoSchema, bytes);
    expect(metadataProps).toMatchObject([{ key: "class_names", value: '["no","yes"]' }]);
    expect(opsetImport).toMatchObject([{ domain: "", version: 17n }]);
  });
});
