/** @file Every kind of table that readers of CSV stumble on is trained on in one command, and evaluated honestly. */
import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { crossEntropy } from "../../src/autograd/index.ts";
import { Random } from "../../src/autograd/random.ts";
import { makeExperiment } from "../../src/cli/experiment/experiment.ts";
import { evaluateModel } from "../../src/cli/experiment/objective.ts";
import { readExperimentSettings } from "../../src/cli/experiment/settings.ts";
import { validationLoss } from "../../src/cli/train/patience.ts";
import { worstText } from "../../src/cli/train/worstText.ts";
import { dataset } from "../../src/data/dataset.ts";
import { Flatten, Linear, Sequential } from "../../src/nn/index.ts";
import { balancedWeights } from "../../src/training/balancedWeights.ts";
import { run } from "../support/fakeTerminal.ts";
import { newFolder } from "../support/newFolder.ts";
import { tableKinds, tableText } from "../support/tableKinds.ts";

const folder = newFolder();
const titanic = "titanic: ids, names with commas in quotes, empty cells";

/** Trains on a table with these flags. */
async function train(name: string, flags = "") {
  const { file, target } = tableKinds[name];
  const path = join(folder, file);
  writeFileSync(path, tableText(tableKinds[name]));
  const line = `train --data ${path} --target ${target} --model mlp ${flags}`.trim();
  const { code, stdout, stderr } = await run(line);
  return { code, stdout, said: stderr.split("\n").flatMap((text) => (/^ {2}\S/.test(text) ? [text.trim()] : [])) };
}

/** The notes on each table, and the least score that it must reach. */
const expected: Readonly<Record<string, { said: readonly string[]; score: number; epochs?: number }>> = {
  "penguins: texts and NA": {
    said: [
      "missing cells: bill_length_mm 6, bill_depth_mm 3, flipper_length_mm 10, body_mass_g 3, sex 16 (NA)",
      "target species: 3 classes (classification)",
      "one-hot inputs: island 3, sex 3",
    ],
    score: 0.95,
    epochs: 40,
  },
  "titanic: ids, names with commas in quotes, empty cells": {
    said: [
      "missing cells: Age 86, Cabin 317, Embarked 5 (blank)",
      "target Survived: 2 classes (classification)",
      "PassengerId is not used: numbers the rows",
      "Name is not used: 256 different texts in 256 cells",
    ],
    score: 0.8,
    epochs: 20,
  },
  "wine: semicolons and decimal commas": {
    said: ["separator: semicolon", "decimal comma", "target quality: 8 classes (classification)"],
    score: 0.6,
    epochs: 60,
  },
  "seeds: tabs": { said: ["separator: tab", "target kind: 2 classes (classification)"], score: 0.85 },
  "sales: dates": {
    said: ["days since 1970-01-01: day (day first, 01.01.2020 is 18262)", "target sold: a number (regression)"],
    score: 0.9,
    epochs: 50,
  },
  "loans: true and false, percent, thousands": {
    said: [
      "percent: rate (20% is 0.2)",
      "thousands separators: income (86,271 is 86271)",
      "true and false: owner (true is 1), paid (TRUE is 1)",
      "target paid: 2 classes (classification)",
    ],
    score: 0.8,
  },
  "sheet: a blank last line, Excel's rows of commas, trailing commas": {
    said: ["3 blank lines left out, first line 122", "1 column without name and values left out"],
    score: 0.95,
  },
  "iris: no header": {
    said: ["no names in line 1: columns are named 1 to 5", "target 5: 3 classes (classification)"],
    score: 0.95,
    epochs: 60,
  },
  "frame: an index without a name, and an id": {
    said: ["column 1 is not used: numbers the rows", "customer_id is not used: an id, different in every row"],
    score: 0.9,
  },
  "flags: labels 1 and 1.0": { said: ["target label: 2 classes (classification)"], score: 0.9 },
  "log: timestamps a minute apart": { said: ["target load: a number (regression)"], score: 0.95, epochs: 80 },
  "sensor: a constant column": { said: ["unit is not used: the same in all training rows"], score: 0.95 },
  "diabetes: 214 different whole numbers to predict": {
    said: ["target progression: a number (regression)"],
    score: 0.75,
    epochs: 30,
  },
  "fraud: one row in eighty": { said: ["target fraud: 2 classes (classification)"], score: 0.98, epochs: 5 },
};

describe("in one command", () => {
  it("every kind has its expectations", () => {
    expect(Object.keys(expected)).toEqual(Object.keys(tableKinds));
    expect(Object.keys(expected)).toHaveLength(14);
  });

  it.each(Object.entries(expected))("%s", async (name, { said, score, epochs = 20 }) => {
    const found = await train(name, `--epochs ${epochs} --lr 0.01`);
    for (const note of said) expect(found.said).toContain(note);
    const [, accuracy, r2] = /^finished: test (?:accuracy ([\d.]+) %|R² ([\d.]+))/.exec(found.stdout) as string[];
    expect(accuracy === undefined ? Number(r2) : Number(accuracy) / 100).toBeGreaterThanOrEqual(score);
    expect(found.code).toBe(name.startsWith("fraud") ? 1 : 0);
  });
});

describe("a fraud table", () => {
  it("says that its model is not better than never predicting fraud, and exits with 1", async () => {
    const { code, stdout } = await train("fraud: one row in eighty", "--epochs 5");
    expect(code).toBe(1);
    expect(stdout).toContain(
      "no better than its baseline: always predicting 0 has an accuracy of 98.75 %, the model 98.75 %",
    );
    expect(stdout).toContain("accuracy     98.75 % (always 0: 98.75 %)\nmean recall  50.00 %\nROC AUC      0.");
    expect(stdout).toMatch(/ {4}1 +0\.000 +0\.000 +0\.000 +4 +4 +0$/m);
  });

  it("with balanced weights finds frauds, evaluated by the mean recall of its classes", async () => {
    const { code, stdout } = await train("fraud: one row in eighty", "--epochs 20 --class-weight balanced");
    const recall = Number(/^mean recall +([\d.]+) %$/m.exec(stdout)?.[1]);
    expect(recall).toBeGreaterThan(50);
    expect(code).toBe(0);
    expect(stdout).not.toContain("no better");
  });
});

describe("a number to predict", () => {
  it("has errors in its own units, beside those of the mean", async () => {
    const { stdout } = await train("diabetes: 214 different whole numbers to predict", "--epochs 30 --lr 0.01");
    const [, rmse, mean] = /^RMSE +([\d.]+) \(always the mean: ([\d.]+)\)$/m.exec(stdout) as string[];
    expect(Number(rmse)).toBeGreaterThan(20);
    expect(Number(rmse)).toBeLessThan(35);
    expect(Number(mean)).toBeGreaterThan(50);
  });

  it("says that a model is not better than the mean", async () => {
    const file = join(folder, "noise.csv");
    const random = new Random(3);
    const rows = Array.from({ length: 60 }, () => `${random.normal(0, 1)},${random.normal(0, 1)}`);
    writeFileSync(file, `x,y\n${rows.join("\n")}\n`);
    const { code, stdout } = await run(`train --data ${file} --model mlp --epochs 30 --patience 0`);
    expect(stdout).toMatch(
      /^no better than its baseline: always predicting the mean has an RMSE of [\d.]+, the model/m,
    );
    expect(code).toBe(1);
  });

  it("has no classes to weigh", async () => {
    const { code } = await train("diabetes: 214 different whole numbers to predict", "--class-weight balanced");
    expect(code).toBe(2);
  });
});

describe("cross-validation", () => {
  it("tests on every row once, with preprocessing fitted to each fold's training rows", async () => {
    const { code, stdout } = await train(titanic, "--folds 4 --epochs 5 --lr 0.01 --json");
    const { folds, score, deviation, baseline } = JSON.parse(stdout);
    const scores: number[] = folds.map((fold: { metrics: { accuracy: number } }) => fold.metrics.accuracy);
    expect(folds.map(({ examples }: { examples: number }) => examples)).toEqual([100, 100, 100, 100]);
    expect(score).toBeCloseTo(scores.reduce((sum, one) => sum + one, 0) / 4, 12);
    expect(deviation ** 2).toBeCloseTo(scores.reduce((sum, one) => sum + (one - score) ** 2, 0) / 3, 12);
    expect(score).toBeGreaterThan(baseline + 0.1);
    expect(code).toBe(0);
  });

  it("shows each fold beside its baseline, and exits with 1 if the mean is not better", async () => {
    const { code, stdout } = await train("fraud: one row in eighty", "--folds 2 --epochs 1 --lr 1e-4");
    expect(stdout).toMatch(
      /^finished: mean test accuracy [\d.]+ % ± [\d.]+ % over 2 folds \(baseline 98\.75 %\)\nno better than/,
    );
    expect(stdout).toMatch(/\n {3}1 +800 +[\d.]+ % +98\.75 % +[\d.]+\n/);
    expect(code).toBe(1);
  });

  it("takes data without columns, and numbers to predict", async () => {
    const { code, stdout } = await run("train --data line --folds 3 --model 1-1 --epochs 30 --lr 0.05");
    expect(stdout).toMatch(/^finished: mean test R² 0\.\d+ ± 0\.\d+ over 3 folds \(baseline 0\.0000\)/);
    expect(code).toBe(0);
  });

  it.each([
    ["--folds 1", '--folds must be a whole number, from 2 to 1000, got "1"'],
    ["--folds 3 --worst 2", "--folds trains several models and saves none; leave out --worst"],
  ])("refuses %s", async (flags, message) => {
    expect((await run(`train --data moons ${flags}`)).stderr).toBe(`downhill: ${message}\n`);
  });
});

describe("early stopping", () => {
  const seeds = "seeds: tabs";

  it("is the default, says so, and tests the weights of the lowest validation loss", async () => {
    const { said, stdout } = await train(seeds, "--epochs 30 --lr 0.3");
    expect(said).toContain(
      "early stopping after 100 epochs without a lower loss on 24 validation examples; --patience 0 trains on all",
    );
    expect(stdout).toMatch(
      /^finished: test accuracy [\d.]+ % with the weights of epoch \d+ of 30, whose validation loss/,
    );
  });

  it("with --patience 0 leaves no examples aside", async () => {
    const { said, stdout } = await train(seeds, "--epochs 2 --patience 0 --json");
    expect(said.join("\n")).not.toContain("early stopping");
    expect(JSON.parse(stdout)).toMatchObject({ validationLoss: null, scoreEpoch: 2 });
  });

  it("is off for fewer than 50 rows, unless it is asked for", async () => {
    const file = join(folder, "few.csv");
    writeFileSync(file, `x,y\n${Array.from({ length: 49 }, (_, i) => `${i},${i % 2 ? "a" : "b"}`).join("\n")}\n`);
    const { stderr } = await run(`train --data ${file} --epochs 1`);
    expect(stderr).toContain("\n  no early stopping with fewer than 50 examples\n");
    expect(stderr).toContain(": 39 training examples, 10 test");
    expect((await run(`train --data ${file} --epochs 1 --patience 3`)).stderr).toContain(
      ": 31 training examples, 8 validation, 10 test",
    );
  });

  it("has the class weights of training in its loss", () => {
    const { file, target } = tableKinds["fraud: one row in eighty"];
    writeFileSync(join(folder, file), tableText(tableKinds["fraud: one row in eighty"]));
    const flags = { data: join(folder, file), target, "class-weight": "balanced" };
    const experiment = makeExperiment(readExperimentSettings(flags), { validation: true });
    const { train: learn, validation, preprocessing } = experiment.task;
    if (validation === null || !("labels" in validation) || !("labels" in learn)) throw new Error("classes expected");
    const heldOut = evaluateModel(experiment.model, validation, preprocessing);
    const weighted = crossEntropy(heldOut.outputs, validation.labels, { classWeights: balancedWeights(learn) }).item();
    expect(Math.abs(weighted - heldOut.loss)).toBeGreaterThan(1e-4);
    expect(validationLoss(experiment, heldOut)).toBeCloseTo(weighted, 6);
  });

  it("stops each fold by a fifth of its training rows, in their proportions", async () => {
    const { stdout, said } = await train(seeds, "--folds 2 --epochs 30 --lr 0.3 --json");
    expect(said).toContain("early stopping in each fold; --patience 0 trains on all");
    const { folds } = JSON.parse(stdout);
    const last = await train(seeds, "--folds 2 --epochs 30 --lr 0.3 --json --patience 0");
    expect(folds).toHaveLength(2);
    expect(JSON.parse(last.stdout).folds[0].metrics.loss).not.toBe(folds[0].metrics.loss);
  });
});

describe("the worst examples", () => {
  it("of a table are shown by their row and cells", async () => {
    const { stdout } = await train(titanic, "--epochs 5 --worst 2");
    const shown = stdout.split("\n\n").at(-1)?.trim().split("\n");
    expect(shown).toHaveLength(2);
    for (const line of shown ?? [])
      expect(line).toMatch(
        /^predicted [01], is [01]: row \d+, PassengerId=\d+ Survived=[01] Pclass=[123] Name="Passenger/,
      );
    const [, row, id] = /row (\d+), PassengerId=(\d+)/.exec(stdout) as string[];
    expect(row).toBe(id);
  });

  it("of images are drawn in half-blocks, side by side", () => {
    const images = Float32Array.of(1, 0, 1, 0, 0, 0, 1, 1, 1, 0, 1, 0, 1, 0, 1, 0, 0, 0);
    const test = dataset("", images, [2, 1, 3, 3], [1, 0], 2);
    const model = new Sequential(new Flatten(), new Linear(9, 2, { random: new Random(1) }));
    const [weight, bias] = model.parameters();
    weight.data.fill(0);
    bias.data.set([2, 1]);
    const task = {
      name: "",
      train: test,
      validation: null,
      test,
      target: null,
      preprocessing: null,
      imageFit: null,
      classNames: null,
      describe: null,
      notes: [],
    };
    expect(worstText(model, task, 2)).toBe("▀ ▀              ▄▀▄\n▀▀▀\nread as 0, is 1  read as 0, is 0");
  });

  it("of a number are shown in its own units", async () => {
    const { stdout } = await train("diabetes: 214 different whole numbers to predict", "--epochs 5 --worst 1");
    const [, guess, right, cell] = /predicted ([\d.]+), is ([\d.]+): row \d+, .*progression=(\d+)/.exec(
      stdout,
    ) as string[];
    expect(Number(right)).toBeCloseTo(Number(cell), 1);
    expect(Math.abs(Number(guess) - Number(right))).toBeGreaterThan(20);
  });
});
