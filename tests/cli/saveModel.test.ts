/** @file `downhill train` saves a model that predicts as it was evaluated, in a file that replaces no other model. */

import { existsSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { Random } from "../../src/autograd/index.ts";
import { downhill } from "../../src/cli/downhill.ts";
import { loadModelFile } from "../../src/model/files/loadModelFile.ts";
import { fakeTerminal, run } from "../support/fakeTerminal.ts";
import { newFolder } from "../support/newFolder.ts";

const folder = newFolder();
const before = process.cwd();
beforeAll(() => process.chdir(folder));
afterAll(() => process.chdir(before));

const random = new Random(4);
const rows = Array.from({ length: 120 }, () => {
  const [size, colour] = [random.uniform(0, 10), random.uniform() < 0.5 ? "red" : "blue"];
  return `${size},${colour},${colour === "red" ? 1000 + 300 * size : 4000 - 200 * size}`;
});
writeFileSync(join(folder, "houses.csv"), ["size,colour,price", ...rows].join("\n"));

/** Runs a line without the --no-save that tests add. */
async function line(text: string) {
  const terminal = fakeTerminal();
  const code = await downhill([...text.split(" "), "--progress", "plain"], terminal);
  return { code, ...terminal.text };
}

const train = "train --data houses.csv --target price --epochs 30 --lr 0.02";

describe("a model of a table", () => {
  it("is saved under the name of the data, and predicts in the target's units", async () => {
    const { code, stderr, stdout } = await line(`${train} --json`);
    expect(code).toBe(0);
    expect(stderr).toContain("model saved as houses.model.safetensors");
    const { record, predict } = loadModelFile("houses.model.safetensors");
    expect(record.command).toBe("downhill train --data houses.csv --target price --epochs 30 --lr 0.02");
    const { testLoss, score } = JSON.parse(stdout);
    expect(record.metrics).toMatchObject({ epochs: 30, "test loss": testLoss, "test R²": score });
    expect(record.metrics["test RMSE"]).toBeLessThan(record.metrics["RMSE of the mean"] as number);
    const [prediction] = predict([{ size: 5, colour: "red" }]);
    expect("values" in prediction && Math.abs(prediction.values[0] - 2500)).toBeLessThan(200);
    const csv = await run(["predict", "houses.csv", "--model", "houses.model.safetensors"]);
    expect(csv.stdout.trim().split("\n").length).toBe(121);
  });

  it("replaces the model of the same command, and no other", async () => {
    await line(train);
    expect(existsSync("houses-2.model.safetensors")).toBe(false);
    const bytes = readFileSync("houses.model.safetensors");
    const { stderr } = await line(`${train} --seed 8`);
    expect(stderr).toContain("model saved as houses-2.model.safetensors");
    expect(readFileSync("houses.model.safetensors").equals(bytes)).toBe(true);
  });

  it("is also in the checkpoint of the run", async () => {
    await line(`${train} --checkpoint run.safetensors`);
    const model = loadModelFile("houses-3.model.safetensors");
    const run = loadModelFile("run.safetensors");
    const row = [{ size: 3, colour: "blue" }];
    expect(run.predict(row)).toEqual(model.predict(row));
    expect(run.record).toMatchObject({ classNames: null, command: expect.stringContaining("--checkpoint") });
    expect((await line("train --resume run.safetensors --epochs 31 --save more.safetensors")).code).toBe(0);
    expect(loadModelFile("more.safetensors").record.command).toContain("--resume run.safetensors");
  });

  it("holds the best weights of early stopping, and the average of a rule that has one", async () => {
    await line(`${train} --patience 2 --json --save best.safetensors`);
    const early = await run(["evaluate", "houses.csv", "--model", "best.safetensors", "--json"]);
    expect(JSON.parse(early.stdout).r2).toBeGreaterThan(0.9);
    const { stdout } = await line("train --data moons --epochs 2 --optimizer ema(adam) --json --save ema.safetensors");
    const { record } = loadModelFile("ema.safetensors");
    expect(record.metrics["test accuracy"]).toBe(JSON.parse(stdout).score);
    expect(record.classNames).toEqual(["0", "1"]);
  });
});

describe("built-in data", () => {
  it("is saved with --save only", async () => {
    expect((await line("train --data moons --epochs 1")).stderr).not.toContain("model saved");
    expect((await line("train --data moons --epochs 1 --save m.safetensors")).stderr).toContain(
      "model saved as m.safe",
    );
    expect(loadModelFile("m.safetensors").predict([[0, 1]])[0]).toHaveProperty("label");
  });

  it("is not saved with --no-save", async () => {
    writeFileSync("other.csv", readFileSync("houses.csv"));
    await line(`${train.replace("houses", "other")} --no-save`);
    expect(existsSync("other.model.safetensors")).toBe(false);
  });
});

it.each([
  ["--save houses.csv", "must not be a file of --data"],
  ["--save foreign.txt", "exists and does not belong to this run"],
  ["--save no/such/folder", "no such folder"],
])("%s: exit 2 before training", async (flag, message) => {
  writeFileSync("foreign.txt", "keep");
  const { code, stderr } = await line(`${train} ${flag}`);
  expect(code).toBe(2);
  expect(stderr).toContain(message);
  expect(readFileSync("foreign.txt", "utf8")).toBe("keep");
});
