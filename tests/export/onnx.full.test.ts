/** @file ONNX files of every layer compute in onnxruntime what the layer computes, and pass ONNX's own checker. */

import { execFileSync } from "node:child_process";
import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { fromBinary } from "@bufbuild/protobuf";
import { ModelProtoSchema } from "onnx-buf";
import { describe, expect, it } from "vitest";
import { toOnnx } from "../../src/export/onnx/toOnnx.ts";
import { encodeModel, loadModel } from "../../src/model/index.ts";
import { everyLayer, examplesFor } from "../support/everyLayer.ts";
import { runOnnx } from "../support/export/runOnnx.ts";
import { newFolder } from "../support/newFolder.ts";

const cases = everyLayer().map((one) => {
  const loaded = loadModel(encodeModel(one.layer, { inputShape: one.input }));
  return { ...one, loaded, bytes: toOnnx(loaded) };
});

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

  it("passes the checker of Debian's python3-onnx, with inferred shapes", () => {
    const folder = newFolder();
    for (const [i, { bytes }] of cases.entries()) writeFileSync(join(folder, `${i}.onnx`), bytes);
    const check = `import glob, onnx
for path in sorted(glob.glob("*.onnx")):
    onnx.checker.check_model(path, full_check=True)
    print(path)`;
    const checked = execFileSync("/usr/bin/python3", ["-c", check], { cwd: folder, encoding: "utf8" });
    expect(checked.trim().split("\n").length).toBe(cases.length);
  });

  it("holds the names of the classes", async () => {
    const { layer, input } = cases[0];
    const bytes = toOnnx(loadModel(encodeModel(layer, { inputShape: input, classNames: ["no", "yes"] })));
    const { metadataProps, opsetImport } = fromBinary(ModelProtoSchema, bytes);
    expect(metadataProps).toMatchObject([{ key: "class_names", value: '["no","yes"]' }]);
    expect(opsetImport).toMatchObject([{ domain: "", version: 17n }]);
  });
});
