/** @file Cross-validation, early stopping and the worst examples of `downhill train` on tables. */

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
import { trainOnTable } from "../support/trainOnTable.ts";

const folder = newFolder();

const titanic = "titanic: ids, names with commas in quotes, empty cells";

const train = (name: string, flags?: string) => trainOnTable(folder, name, flags);

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
