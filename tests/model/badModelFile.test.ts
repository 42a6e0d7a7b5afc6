/** @file Models that no file can describe, and damaged and foreign files, are refused. */

import { describe, expect, it } from "vitest";
import { decodeSafetensors, encodeCheckpoint, encodeSafetensors, encodeWeights } from "../../src/checkpoint/index.ts";
import { encodeModel, loadModel } from "../../src/model/index.ts";
import * as nn from "../../src/nn/index.ts";
import { ReLU, Sequential } from "../../src/nn/index.ts";
import { changed, mlp } from "../support/files/modelBytes.ts";

describe("models that no file can describe", () => {
  class Custom extends nn.Module {
    forward = mlp().forward;
  }
  class Louder extends ReLU {}
  const shared = new ReLU();

  it.each([
    [new Custom(), "the model must be a layer of downhill or a Sequential of these, got the custom class Custom"],
    [
      new Sequential(mlp(), new Louder()),
      "layer 1 must be a layer of downhill or a Sequential of these, got the custom",
    ],
    [new Sequential(new Sequential(shared), shared), "layer 1 must be a new layer, got one used before"],
  ])("%#", (model, message) => {
    expect(() => encodeModel(model, { inputShape: [2] })).toThrow(`describeArchitecture: ${message}`);
  });

  it.each([
    [
      { inputShape: [3] },
      "architecture, layer 0: needs a layer of downhill that fits, got the input of one example must",
    ],
    [{ inputShape: [] }, "inputShape: needs 1 to 8 sizes"],
    [{ inputShape: [2], classNames: ["a"] }, "classNames: needs a name for each of the outputs [2], got 1"],
    [{ inputShape: [2], classname: ["a"] }, 'encodeModel: unknown option "classname"; did you mean "classNames"?'],
  ])("%#", (notes, message) => {
    expect(() => encodeModel(mlp(), notes as never)).toThrow(message);
  });
});

describe("files that are refused", () => {
  const linear = (settings: object) =>
    JSON.stringify({ layer: "Linear", inFeatures: 2, outFeatures: 3, bias: true, ...settings });
  const layers = (...list: string[]) => `{"layer":"Sequential","layers":[${list}]}`;

  it.each([
    ["weights only", encodeWeights(mlp()), "weights only; loadWeights puts them into a model"],
    [
      "a checkpoint without an architecture",
      encodeCheckpoint({ model: mlp(), step: 0 }),
      "a checkpoint without its architecture; loadCheckpoint reads it",
    ],
    ["another version", changed((m) => m.set("downhill_model", "9")), 'downhill_model: needs version 1, got "9"'],
    ["a part less", changed((m) => m.delete("metrics")), "metrics: needs a text in __metadata__, got none"],
    ["no JSON", changed((m) => m.set("metrics", "{")), "metrics: needs JSON"],
    ["a long text", changed((m) => m.set("command", "1".repeat(2 ** 22 + 1))), "at most 4194304 characters"],
    ["a part of another kind", changed((m) => m.set("inputShape", "[2.5]")), "inputShape: needs 1 to 8 sizes"],
    ["names that are numbers", changed((m) => m.set("classNames", "[1,2]")), "classNames: needs a list of texts"],
    [
      "an unknown layer",
      changed((m) => m.set("architecture", '{"layer":"constructor"}')),
      'architecture: needs a layer of downhill that fits, got unknown layer "constructor"',
    ],
    [
      "an unknown setting",
      changed((m) => m.set("architecture", linear({ code: "1" }))),
      'Linear: unknown option "code"',
    ],
    [
      "a setting of another kind",
      changed((m) => m.set("architecture", linear({ outFeatures: -1 }))),
      "Linear: outFeatures must be an integer >= 1 and at most 16777216, got -1",
    ],
    [
      "more weights than the file has",
      changed((m) => m.set("architecture", linear({ outFeatures: 2 ** 24 }))),
      'tensor "weight": needs [16777216,2], got none',
    ],
    [
      "fewer layers than weights",
      changed((m) => m.set("architecture", '{"layer":"ReLU"}')),
      'tensor "0.bias": needs a layer that holds it, got none',
    ],
    [
      "an example that grows without end",
      changed((m) => {
        m.set("inputShape", "[2,1,1]");
        m.set(
          "architecture",
          JSON.stringify({
            ...{ layer: "Conv2d", inChannels: 2, outChannels: 1, kernelSize: [1, 1], stride: [1, 1] },
            ...{ padding: [2 ** 20, 2 ** 20], dilation: [1, 1], groups: 1, bias: false },
          }),
        );
      }),
      "Conv2d: an example must be at most 268435456 numbers, got [1,2097153,2097153]",
    ],
    [
      "layers inside layers inside layers",
      changed((m) => m.set("architecture", `${'{"layer":"Sequential","layers":['.repeat(5000)}${"]}".repeat(5000)}`)),
      "needs at most 20 levels, got more",
    ],
    [
      "many layers",
      changed((m) => m.set("architecture", layers(...Array.from({ length: 1001 }, () => '{"layer":"ReLU"}')))),
      "architecture, layer 1000: needs at most 1000 layers, got more",
    ],
  ])("%s", (_, bytes, message) => {
    expect(() => loadModel(bytes, "m.safetensors")).toThrow(message);
    expect(() => loadModel(bytes, "m.safetensors")).toThrow(/^m\.safetensors: /);
  });

  it("every changed text, by its checksum", () => {
    const { tensors, metadata } = decodeSafetensors(encodeModel(mlp(), { inputShape: [2] }));
    metadata.set("command", '"rm"');
    expect(() => loadModel(encodeSafetensors({ tensors, metadata }))).toThrow("crc32: needs ");
  });

  it("a path instead of bytes", () => {
    expect(() => loadModel("model.safetensors" as never)).toThrow("loadModelFile takes a path");
  });
});
