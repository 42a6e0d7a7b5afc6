/** @file `downhill export` and `downhill show`: what they write, and their mistakes. */

import { execFileSync } from "node:child_process";
import { readdirSync, readFileSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { pathToFileURL } from "node:url";
import { expect, it } from "vitest";
import { Random } from "../../src/autograd/index.ts";
import { decodeSafetensors, encodeWeights } from "../../src/checkpoint/index.ts";
import { exportedRun } from "../../src/cli/export/exportedRun.ts";
import { openRun } from "../../src/cli/train/savedRun.ts";
import type { Dataset } from "../../src/data/index.ts";
import { toOnnx } from "../../src/export/onnx/toOnnx.ts";
import { useFast, useReference } from "../../src/index.ts";
import { loadModelFile } from "../../src/model/files/loadModelFile.ts";
import { saveModelFile } from "../../src/model/files/saveModelFile.ts";
import { Linear, ReLU, Sequential } from "../../src/nn/index.ts";
import { run } from "../support/fakeTerminal.ts";
import { newFolder } from "../support/newFolder.ts";

const folder = newFolder();
const random = new Random(1);
const model = new Sequential(new Linear(2, 4, { random }), new ReLU(), new Linear(4, 2, { random }));
const file = join(folder, "moons.model.safetensors");
const notes = { classNames: ["upper", "lower"], metrics: { accuracy: 0.98765 }, command: "downhill train" };
saveModelFile(file, model, { inputShape: [2], ...notes });
const weights = join(folder, "weights.safetensors");
writeFileSync(weights, encodeWeights(model));

it("writes an ONNX file, and replaces it only if told to", async () => {
  const out = join(folder, "moons.onnx");
  expect(await run(["export", file, "--to", "onnx", "--out", out])).toMatchObject({ code: 0, stdout: `${out}\n` });
  expect(new Uint8Array(readFileSync(out))).toEqual(toOnnx(loadModelFile(file)));
  const again = await run(["export", file, "--to", "onnx", "--out", out]);
  expect(again.code).toBe(2);
  expect(again.stderr).toContain("exists and does not belong to this run");
  expect((await run(["export", file, "--to", "onnx", "--out", out, "--overwrite"])).code).toBe(0);
});

it.each([
  [["export"], "export needs one model file"],
  [["export", file], "--to must be one of onnx, javascript, pytorch, got nothing"],
  [["export", file, "--to", "onxx"], '--to: unknown value "onxx"; did you mean "onnx"?'],
  [["export", weights, "--to", "onnx"], "file: needs a model with its architecture, got weights only"],
  [["export", file, "--to", "pytorch"], "needs a checkpoint of a run, got weights only"],
  [["export", file, "--to", "javascript", "--trainable"], "needs a checkpoint of a run, got weights only"],
  [["export", file, "--to", "javascript", "--preprocessing"], "--preprocessing does not go with --to javascript"],
  [["export", file, "--to", "javascript", "--out", file, "--overwrite"], "must not be a file of MODEL"],
  [["export", file, "--to", "onnx", "--out", file, "--overwrite"], "must not be a file of MODEL"],
  [["show"], "show needs one model file"],
  [["show", weights], "file: needs a model with its architecture, got weights only"],
  [["show", join(folder, "none")], "needs a readable file"],
])("%s: exit 2", async (words, message) => {
  const { code, stderr } = await run(words);
  expect(stderr).toContain(message);
  expect(code).toBe(2);
});

it("writes a JavaScript file, which node runs without anything beside it", async () => {
  const out = join(newFolder(), "moons.mjs");
  const words = ["export", file, "--to", "javascript", "--out", out];
  expect(await run(words)).toMatchObject({ code: 0, stdout: `${out}\n` });
  expect((await run(words)).stderr).toContain("exists and does not belong to this run");
  useReference();
  const expected = loadModelFile(file).predict([[0.5, -1]])[0];
  useFast();
  const program = 'import { predict } from "./moons.mjs"; console.log(JSON.stringify(predict([0.5, -1])))';
  const printed = execFileSync(process.execPath, ["--input-type=module", "-e", program], { cwd: dirname(out) });
  expect(JSON.parse(`${printed}`)).toEqual(expected);
});

it("writes a JavaScript file that continues a run with the losses of --resume", async () => {
  useReference();
  const checkpoint = join(newFolder(), "run.safetensors");
  const flags = ["--data", "moons", "--model", "2-6-2", "--checkpoint", checkpoint];
  await run(["train", ...flags, "--epochs", "1", "--optimizer", "lookahead(adamw)", "--lr", "0.03", "--clip", "5"]);
  const out = join(newFolder(), "run.mjs");
  expect(await run(["export", checkpoint, "--to", "javascript", "--trainable", "--out", out])).toMatchObject({
    code: 0,
  });
  const { loader } = exportedRun(checkpoint, {}).experiment;
  await run(["train", "--resume", checkpoint, "--epochs", "2"]);
  useFast();
  const { losses } = openRun(checkpoint).history;
  const { trainStep } = await import(pathToFileURL(out).href);
  const continued = Array.from({ length: 16 }, () => {
    const { inputs, labels } = loader.next() as Dataset;
    return trainStep(inputs.data, labels);
  });
  expect(losses.length).toBe(32);
  expect(continued).toEqual(losses.slice(16));
});

it("writes a PyTorch program that continues the run of a checkpoint", async () => {
  const checkpoint = join(folder, "run.safetensors");
  await run(["train", "--data", "moons", "--model", "2-4-2", "--epochs", "1", "--checkpoint", checkpoint]);
  const complete = await run(["export", checkpoint, "--to", "pytorch", "--out", join(folder, "run")]);
  expect(complete.stderr).toContain("a step must be left to make, got 16 of 16; pass --epochs N for more epochs");
  const words = ["export", checkpoint, "--to", "pytorch", "--epochs", "3", "--out", join(folder, "run")];
  const { code, stdout } = await run(words);
  expect([code, stdout]).toEqual([0, `${join(folder, "run", "train.py")}\n`]);
  const names = ["adam.py", "files.py", "model.py", "run.safetensors", "train.py"];
  expect(readdirSync(join(folder, "run")).sort()).toEqual(names);
  const { tensors } = decodeSafetensors(new Uint8Array(readFileSync(join(folder, "run", "run.safetensors"))));
  expect(tensors.get("batches.sizes")?.shape).toEqual([32]);
  expect(tensors.get("optimizer.0.weight.m")?.shape).toEqual([8]);
  expect((await run(words)).stderr).toContain("exists and does not belong to this run");
  expect((await run([...words, "--overwrite"])).code).toBe(0);
});

it("shows layers, classes, metrics and the command", async () => {
  const { code, stdout } = await run(["show", file]);
  expect(code).toBe(0);
  expect(stdout).toMatch(/^0 +Linear 2 → 4/m);
  expect(stdout).toMatch(/^output +one of 2 classes: upper, lower$/m);
  expect(stdout).toMatch(/^accuracy +0\.9877$/m);
  expect(stdout).toMatch(/^command +downhill train$/m);
  expect(JSON.parse((await run(["show", file, "--json"])).stdout)).toEqual(loadModelFile(file).record);
});

it("shows names of a hostile file without control characters", async () => {
  const hostile = join(folder, "hostile.safetensors");
  saveModelFile(hostile, model, { inputShape: [2], classNames: ["\u001b[2J", "b"], command: "\u001b[2J" });
  expect((await run(["show", hostile])).stdout).not.toContain("\u001b");
});
