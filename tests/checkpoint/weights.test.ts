/** @file Weights that PyTorch wrote load here, and it read what is written here: fixtures by torch_weights.py. */

import { readdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { noGrad, tensor } from "../../src/autograd/index.ts";
import { Random } from "../../src/autograd/random.ts";
import { loadWeightsFile } from "../../src/checkpoint/files/loadWeightsFile.ts";
import { saveWeightsFile } from "../../src/checkpoint/files/saveWeightsFile.ts";
import { encodeSafetensors, encodeWeights, FileFormatError, loadWeights, stored } from "../../src/checkpoint/index.ts";
import { storedModel } from "../../src/checkpoint/weights/support/storedModel.ts";
import { Linear, Sequential } from "../../src/nn/index.ts";
import { cnn, warmedUp } from "../support/models.ts";
import { newFolder } from "../support/newFolder.ts";

const fixture = (name: string): string => new URL(`./fixtures/${name}`, import.meta.url).pathname;

const record = (name: string) => JSON.parse(readFileSync(fixture(name), "utf8"));

function largestDifference(model: ReturnType<typeof cnn>, inputs: number[], outputs: number[]): number {
  const y = noGrad(() => model.eval().forward(tensor(Float32Array.from(inputs), { shape: [4, 1, 8, 8] })));
  return Math.max(...outputs.map((value, i) => Math.abs(value - y.data[i])));
}

describe("a model saved by PyTorch", () => {
  const { inputs, ...outputs } = record("torch_cnn.json");

  it.each([
    ["torch_cnn.safetensors", outputs.outputs],
    ["torch_cnn_f16.safetensors", outputs.outputs_f16],
    ["torch_cnn_bf16.safetensors", outputs.outputs_bf16],
  ])("%s computes here what it computes there", (file, expected) => {
    const model = cnn(1);
    expect(largestDifference(model, inputs, expected)).toBeGreaterThan(0.1);
    loadWeightsFile(fixture(file), model);
    expect(largestDifference(model, inputs, expected)).toBeLessThan(2e-5);
    expect(model.namedBuffers().at(-1)?.[1].item()).toBe(3);
  });

  it("in half precision differs from itself in single precision", () => {
    const model = cnn(1);
    loadWeightsFile(fixture("torch_cnn_f16.safetensors"), model);
    expect(largestDifference(model, inputs, outputs.outputs)).toBeGreaterThan(1e-5);
  });
});

describe("a model saved here", () => {
  it("has the very bytes that PyTorch read, strictly, and computed the same outputs from", () => {
    const model = warmedUp(7);
    expect(Buffer.from(encodeWeights(model)).equals(readFileSync(fixture("downhill_cnn.safetensors")))).toBe(true);
    const { inputs, outputs, batches } = record("downhill_cnn.json");
    expect(largestDifference(model, inputs, outputs)).toBeLessThan(2e-5);
    expect(batches).toBe(3);
  });

  it("is refused if it could not be read again", () => {
    const none = stored(new Float32Array(0), [0]);
    const many = new Map(Array.from({ length: 16_385 }, (_, i) => [`${i}`, none]));
    const deep = new Map([["a", stored(new Float32Array(1), new Array(33).fill(1))]]);
    const long = new Map([["x".repeat(2 ** 23), none]]);
    for (const [tensors, message] of [
      [many, "encodeSafetensors: header: needs at most 16384 entries, got more"],
      [deep, 'encodeSafetensors: tensor "a": needs at most 32 entries, got more'],
      [long, "encodeSafetensors: header length: needs at most 8388608, got 8388"],
      [new Map([["\ud800", none]]), "half a character"],
    ] as const)
      expect(() => encodeSafetensors({ tensors, metadata: new Map() })).toThrow(message);
  });

  it("comes back bit for bit through a file, and no temporary file stays", () => {
    const folder = newFolder();
    const path = join(folder, "model.safetensors");
    saveWeightsFile(path, warmedUp(7));
    const model = cnn(8);
    loadWeightsFile(path, model);
    expect(model.stateDict()).toEqual(warmedUp(7).stateDict());
    expect(readdirSync(folder)).toEqual(["model.safetensors"]);
  });

  it("loads into the tensors the model has: an optimizer's parameters stay the model's", () => {
    const model = cnn(8);
    const before = model.parameters();
    loadWeights(model, encodeWeights(warmedUp(7)), { file: "weights" });
    expect(model.parameters().every((parameter, i) => parameter === before[i])).toBe(true);
  });
});

describe("weights that do not fit leave the model as it was", () => {
  const layer = () => new Linear(2, 1, { random: new Random(1) });
  const weight = stored(new Float32Array([5, 6]), [1, 2]);
  const bias = stored(new Float32Array([7]), [1]);
  const cases: [what: string, tensors: Record<string, ReturnType<typeof stored>>, message: string][] = [
    ["a missing tensor", { weight }, "m: tensors: needs the model's parameters and buffers, got bias [1] is missing"],
    ["another tensor", { weight, bias, extra: bias }, "extra is not in the model"],
    ["another shape", { weight: { ...weight, shape: [2, 1] }, bias }, "weight is [2,1], the model needs [1,2]"],
    [
      "integers",
      { weight: { ...weight, dtype: "I32" }, bias },
      'm: tensor "weight", dtype: needs F64, F32, F16 or BF16, got I32',
    ],
  ];

  it.each(cases)("%s", (_, tensors, message) => {
    const model = layer();
    const bytes = encodeSafetensors({ tensors: new Map(Object.entries(tensors)), metadata: new Map() });
    const load = () => loadWeights(model, bytes, { file: "m" });
    expect(load).toThrow(FileFormatError);
    expect(load).toThrow(message);
    expect(model.stateDict()).toEqual(layer().stateDict());
  });

  it.each([2.5, -1, Number.NaN])("%s batches counted", (count) => {
    const tensors = storedModel(warmedUp(1).stateDict());
    tensors.set("1.num_batches_tracked", stored(Float32Array.of(count), []));
    const model = cnn(1);
    expect(() => loadWeights(model, encodeSafetensors({ tensors, metadata: new Map() }), { file: "m" })).toThrow(
      `m: tensor "1.num_batches_tracked": needs a whole number, 0 or more, got ${count}`,
    );
    expect(model.stateDict()).toEqual(cnn(1).stateDict());
    model.namedBuffers().at(-1)?.[1].assign([count]);
    expect(() => encodeWeights(model)).toThrow(
      `1.num_batches_tracked must be an integer >= 0 to be saved, since it counts batches, got ${count}`,
    );
  });

  it("a number beyond the model's Float32", () => {
    const tensors = new Map([
      ["weight", stored(Float64Array.of(1, 1e300), [1, 2])],
      ["bias", bias],
    ]);
    const model = layer();
    expect(() => loadWeights(model, encodeSafetensors({ tensors, metadata: new Map() }), { file: "m" })).toThrow(
      "got weight holds 1e+300, which is Infinity in the model's Float32",
    );
    expect(model.stateDict()).toEqual(layer().stateDict());
  });

  it("a file whose header ends anywhere loads: the format asks for no alignment", () => {
    const folder = newFolder();
    const json = JSON.stringify({
      weight: { dtype: "F32", shape: [1, 2], data_offsets: [0, 8] },
      bias: { dtype: "F64", shape: [1], data_offsets: [8, 16] },
    });
    for (let padding = 0; padding < 8; padding++) {
      const header = Buffer.from(json + " ".repeat(padding));
      const length = Buffer.alloc(8);
      length.writeBigUInt64LE(BigInt(header.length));
      const numbers = Buffer.alloc(16);
      numbers.writeFloatLE(5, 0);
      numbers.writeFloatLE(6, 4);
      numbers.writeDoubleLE(7, 8);
      const file = join(folder, `${padding}.safetensors`);
      writeFileSync(file, Buffer.concat([length, header, numbers]));
      const model = layer();
      loadWeightsFile(file, model);
      expect(model.parameters().map(({ data }) => [...data])).toEqual([[5, 6], [7]]);
    }
  });

  it("a file that is not there is named", () => {
    expect(() => loadWeightsFile("/no/such/model", layer())).toThrow(
      "/no/such/model: file: needs a readable file, got no such file",
    );
    expect(() => saveWeightsFile("/no/such/model", layer())).toThrow(
      "cannot save /no/such/model: no such folder /no/such; make it first",
    );
  });
});

describe("weights loaded in part", () => {
  const layers = () =>
    new Sequential(new Linear(2, 3, { random: new Random(1) }), new Linear(3, 1, { random: new Random(2) }));
  const other = () =>
    new Sequential(new Linear(2, 3, { random: new Random(3) }), new Linear(3, 4, { random: new Random(4) }));

  it("are those whose name and shape fit; the report names the others, and the rest of the model stays", () => {
    const model = layers();
    const before = model.stateDict();
    const trained = other().stateDict();
    const tensors = storedModel(trained);
    tensors.delete("0.bias");
    tensors.set("position_ids", { ...stored(new Float32Array(2), [2]), dtype: "I32" });
    const bytes = encodeSafetensors({ tensors, metadata: new Map() });
    expect(loadWeights(model, bytes, { partial: true })).toEqual({
      loaded: ["0.weight"],
      missing: ["0.bias"],
      unexpected: ["position_ids"],
      otherShape: [
        { name: "1.weight", file: [4, 3], model: [1, 3] },
        { name: "1.bias", file: [4], model: [1] },
      ],
    });
    const after = model.stateDict();
    expect(after.get("0.weight")).toEqual(trained.get("0.weight"));
    for (const name of ["0.bias", "1.weight", "1.bias"]) expect(after.get(name)).toEqual(before.get(name));
  });

  it("are refused as a whole if none fits, or if one of those holds a number too large", () => {
    const model = layers();
    const encode = (entries: Record<string, ReturnType<typeof stored>>) =>
      encodeSafetensors({ tensors: new Map(Object.entries(entries)), metadata: new Map() });
    expect(() =>
      loadWeights(model, encode({ x: stored(new Float32Array(1), [1]) }), { partial: true, file: "m" }),
    ).toThrow("m: tensors: needs one with a name and shape of the model, got none");
    const large = encode({
      "0.bias": stored(Float64Array.of(1, 2, 3), [3]),
      "1.bias": stored(Float64Array.of(1e300), [1]),
    });
    expect(() => loadWeights(model, large, { partial: true })).toThrow("1.bias holds 1e+300");
    expect(model.stateDict()).toEqual(layers().stateDict());
  });

  it("give the same report for a file that fits, with partial or without", () => {
    const bytes = encodeWeights(layers());
    const report = {
      loaded: ["0.weight", "0.bias", "1.weight", "1.bias"],
      missing: [],
      unexpected: [],
      otherShape: [],
    };
    expect(loadWeights(layers(), bytes)).toEqual(report);
    expect(loadWeights(layers(), bytes, { partial: true })).toEqual(report);
    const path = join(newFolder(), "m.safetensors");
    saveWeightsFile(path, layers());
    expect(loadWeightsFile(path, layers(), { partial: true })).toEqual(report);
    expect(() => loadWeights(layers(), bytes, { partail: true } as object)).toThrow(
      'loadWeights: unknown option "partail"; did you mean "partial"?',
    );
  });
});
