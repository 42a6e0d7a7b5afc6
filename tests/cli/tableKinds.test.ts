/** @file Every kind of table that readers of CSV stumble on is trained on in one command, and evaluated honestly. */

import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { Random } from "../../src/autograd/random.ts";
import { run } from "../support/fakeTerminal.ts";
import { newFolder } from "../support/newFolder.ts";
import { tableKinds } from "../support/tableKinds.ts";
import { trainOnTable } from "../support/trainOnTable.ts";

const folder = newFolder();

const train = (name: string, flags?: string) => trainOnTable(folder, name, flags);

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
