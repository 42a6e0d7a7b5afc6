/** @file Folders of images at the command line: their own parts, prediction and evaluation. */
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { Random } from "../../src/autograd/random.ts";
import { imageParts } from "../../src/cli/experiment/imageParts.ts";
import { loadModelFile } from "../../src/model/files/loadModelFile.ts";
import { saveModelFile } from "../../src/model/files/saveModelFile.ts";
import { Flatten, Linear, Sequential } from "../../src/nn/index.ts";
import { run } from "../support/fakeTerminal.ts";
import { folderOf, png } from "../support/imageFolder.ts";
import { newFolder } from "../support/newFolder.ts";

const grey = (value: number): Uint8Array => png(2, 2, 1, Array(4).fill(value));
const days = (part: string, count: number): Record<string, Uint8Array> =>
  Object.fromEntries(
    Array.from({ length: count }, (_, i) => [
      `${part}${i % 2 ? "day" : "night"}/${i}.png`,
      grey(i % 2 ? 200 + i : 20 + i),
    ]),
  );

/** A model that calls bright images day. */
const model = join(newFolder(), "days.model.safetensors");
const layer = new Linear(4, 2, { random: new Random(1) });
layer.weight.assign(Float32Array.of(1, 1, 1, 1, -1, -1, -1, -1));
layer.bias?.assign(Float32Array.of(-2, 2));
saveModelFile(model, new Sequential(new Flatten(), layer), {
  inputShape: [1, 2, 2],
  classNames: ["day", "night"],
  imageFit: "stretch",
});

describe("a folder with its own parts", () => {
  it.each([
    ["train and test", ["train/a/1.png", "test/a/1.png"], ["train", null, "test"]],
    ["three parts", ["Training/a/1.png", "Valid/a/1.png", "Testing/a/1.png"], ["Training", "Valid", "Testing"]],
    ["train and val", ["train/a/1.png", "val/a/1.png"], ["train", "val", null]],
  ])("is recognised: %s", (_, names, expected) => {
    const folder = folderOf(Object.fromEntries(names.map((name) => [name, grey(0)])));
    const found = imageParts(folder);
    expect([found?.train, found?.validation, found?.test]).toEqual(expected.map((name) => name && join(folder, name)));
  });

  it.each([
    ["classes called train and test", ["train/1.png", "test/1.png"]],
    ["a class beside train", ["train/a/1.png", "plane/a/1.png", "test/a/1.png"]],
    ["train alone", ["train/a/1.png"]],
  ])("is not: %s", (_, names) => {
    expect(imageParts(folderOf(Object.fromEntries(names.map((name) => [name, grey(0)]))))).toBeNull();
  });

  it("is trained on and tested as it is split", async () => {
    const folder = folderOf({ ...days("train/", 20), ...days("test/", 6), ...days("val/", 4) });
    const file = join(newFolder(), "m.safetensors");
    const { code, stdout, stderr } = await run(
      `train --data ${folder} --model mlp --epochs 40 --lr 0.01 --patience 40 --image-fit stretch --save ${file} --worst 1`,
    );
    expect(stderr).toContain(": 20 training examples, 4 validation, 6 test");
    const [training, validation, test] = ["train", "val", "test"].map((name) => join(folder, name));
    expect(stderr).toContain(
      `split as its folders: training 20 in ${training}, validation 4 in ${validation}, test 6 in ${test}\n`,
    );
    expect(stdout).toMatch(/^read as (day|night), is (day|night)\n+test\/(day|night)\/\d\.png$/m);
    expect(code).toBe(0);
    expect(loadModelFile(file).record.imageFit).toBe("stretch");
    const metrics = JSON.parse((await run(["evaluate", folder, "--model", file, "--json"])).stdout);
    expect(metrics).toMatchObject({ examples: 6, accuracy: 1 });
  });
});

describe("predict", () => {
  it("takes images and folders of them, and names their files", async () => {
    const folder = folderOf({ "1.png": grey(250), "sub.png": grey(3) });
    const files = ["1.png", "sub.png"].map((name) => join(folder, name));
    const expected = [/,day,0\.\d+$/, /,night,0\.\d+$/];
    for (const words of [[folder], files]) {
      const { stdout, code } = await run(["predict", ...words, "--model", model]);
      const [header, ...lines] = stdout.trim().split("\n");
      expect(header).toBe("file,prediction,probability");
      expect(lines.map((line) => line.split(",")[0])).toEqual(files);
      for (const [at, line] of lines.entries()) expect(line).toMatch(expected[at]);
      expect(code).toBe(0);
    }
    const { stdout } = await run(["predict", files[0], "--model", model, "--json"]);
    expect(JSON.parse(stdout)).toMatchObject({ file: files[0], prediction: "day" });
  });

  it("takes subfolders, and fits images as for training", async () => {
    const wide = png(4, 2, 1, [255, 0, 0, 255, 255, 0, 0, 255]);
    const folder = folderOf({ "x/1.png": wide, "y/2.png": grey(3) });
    const { stdout } = await run(["predict", folder, "--model", model, "--json"]);
    const [first] = stdout.trim().split("\n");
    // Stretched, the mean is one half: both classes are equal. Its middle alone is black.
    expect(JSON.parse(first).probabilities.day).toBeCloseTo(0.5, 2);
  });

  const other = join(newFolder(), "points.model.safetensors");
  saveModelFile(other, new Sequential(new Linear(2, 2, { random: new Random(1) })), {
    inputShape: [2],
    classNames: ["a", "b"],
  });
  const broken = folderOf({ "1.png": grey(9), "2.png": grey(9).subarray(0, 40), "3.png": "text" });
  it.each([
    ["a broken image", [join(broken, "2.png")], model, "2.png: needs an intact PNG or JPEG image, got damage"],
    ["another file", [join(broken, "3.png")], model, "3.png: needs a PNG or JPEG image, got another file"],
    ["no file", [join(broken, "4.png")], model, "4.png: needs a readable file, got no such file"],
    ["an empty folder", [newFolder()], model, "needs 1 or more images, got an empty folder"],
    ["another model", [join(broken, "1.png")], other, "1.png: needs inputs [2] for this model, got images"],
    [
      "an image and a table",
      [join(broken, "1.png"), "x.csv"],
      model,
      "predict needs one file, or images only, got 2 files",
    ],
  ])("refuses %s in one line", async (_, words, file, message) => {
    const { code, stderr } = await run(["predict", ...words, "--model", file]);
    expect(stderr).toContain(message);
    expect(stderr.trim().split("\n")).toHaveLength(1);
    expect(code).toBe(2);
  });
});

describe("evaluate", () => {
  it("takes subfolders named as the classes, some or all", async () => {
    const folder = folderOf({ "night/1.png": grey(2), "night/2.png": grey(240) });
    const { stdout } = await run(["evaluate", folder, "--model", model, "--json"]);
    expect(JSON.parse(stdout)).toMatchObject({ examples: 2, accuracy: 0.5 });
  });

  it.each([
    ["an unknown class", { "dusk/1.png": grey(2) }, "needs subfolders named as the classes day, night, got dusk"],
    ["no classes", { "1.png": grey(2) }, "needs 1 or more subfolders, one for each class, got none"],
  ])("refuses %s", async (_, files, message) => {
    const { code, stderr } = await run(["evaluate", folderOf(files), "--model", model]);
    expect(stderr).toContain(message);
    expect(code).toBe(2);
  });
});
