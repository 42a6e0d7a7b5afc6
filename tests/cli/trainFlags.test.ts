/** @file The flags of `downhill train`: data in files, clipping, help, and a line for every wrong value. */

import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, describe, expect, it, vi } from "vitest";
import { Random } from "../../src/autograd/random.ts";
import { commands } from "../../src/cli/commands.ts";
import { twoMoons } from "../../src/data/generators/twoMoons.ts";
import { run } from "../support/fakeTerminal.ts";

const folder = mkdtempSync(join(tmpdir(), "downhill-train-"));

afterAll(() => rmSync(folder, { recursive: true }));

const file = (name: string, text: string): string => {
  writeFileSync(join(folder, name), text);
  return join(folder, name);
};

const untimed = (text: string) => ({ ...JSON.parse(text), seconds: 0 });

const json = async (line: string) => untimed((await run(`${line} --json`)).stdout);

describe("clipping and gradients that are not finite", () => {
  it("--clip holds the norm of all gradients together", async () => {
    // One step of sgd moves by lr · ‖g‖: clipped to 1e-9, the loss stays what it was.
    const line = "train --data moons --model 2-4-2 --optimizer sgd --lr 1 --batch 1000";
    const [one, two] = [await json(`${line} --clip 1e-9 --epochs 1`), await json(`${line} --clip 1e-9 --epochs 2`)];
    expect(two.loss).toBeCloseTo(one.loss, 7);
    expect((await json(`${line} --epochs 2`)).loss).toBeLessThan(one.loss - 1e-3);
  });

  it("--non-finite skip leaves those steps out and counts them", async () => {
    const line = "train --data sine --model 1-8-1 --optimizer sgd --lr 1e9 --epochs 1 --non-finite skip";
    const { skipped, steps, ending } = await json(line);
    expect(ending).toBe("finished");
    expect(steps).toBe(16);
    expect(skipped).toBeGreaterThan(5);
    expect((await run(line)).stdout).toContain(`skipped steps  ${skipped}, with gradients that were not finite`);
  });
});

describe("data in files", () => {
  const { inputs, labels } = twoMoons(300, { random: new Random(1) });
  const rows = [...labels].map(
    (label, i) => `${inputs.data[2 * i]},${label ? "up" : "down"},${inputs.data[2 * i + 1]}`,
  );
  const csv = ["x,kind,y", ...rows].join("\n");

  it("trains on a CSV file, a fifth of it kept back", async () => {
    const { code, stdout, stderr } = await run(`train --data ${file("moons.csv", csv)} --target kind --epochs 20`);
    expect(stderr).toContain(": 192 training examples, 48 validation, 60 test · 2-128-2");
    expect(stdout).toMatch(/^finished: test accuracy (9\d|100)\.\d\d % with the weights of epoch \d+ of 20,/);
    expect(code).toBe(0);
  });

  it("trains on columns of any scale", async () => {
    const random = new Random(5);
    const table = Array.from({ length: 300 }, () => [random.normal(12, 2), random.normal(4000, 900)]).map(
      ([a, b]) => `${a},${b},${b / a > 333}`,
    );
    const { score } = await json(`train --data ${file("scales.csv", ["a,b,kind", ...table].join("\n"))}`);
    expect(score).toBeGreaterThan(0.93);
  });

  it("predicts numbers of any scale", async () => {
    const random = new Random(6);
    const table = Array.from({ length: 300 }, () => random.normal(170, 10)).map(
      (height) => `${height},${1e5 + 1000 * height + random.normal(0, 100)}`,
    );
    const { score } = await json(`train --data ${file("prices.csv", ["height,price", ...table].join("\n"))}`);
    expect(score).toBeGreaterThan(0.99);
  });

  it("takes 40 different numbers for no classes, and says so", async () => {
    const table = file("numbers.csv", ["a,b", ...Array.from({ length: 40 }, (_, i) => `${i},${i * i}`)].join("\n"));
    const { stdout, stderr } = await run(`train --data ${table} --epochs 1`);
    expect(stderr).toContain("target b: a number (regression)");
    expect(stdout).toContain("R²");
  });

  it("tests on test.csv, with the class numbers of train.csv", async () => {
    file("train.csv", csv);
    file("test.csv", ["x,kind,y", ...rows.filter((row) => row.includes("up")).slice(0, 20)].join("\n"));
    const { stdout, stderr } = await run(`train --data ${folder} --target kind --epochs 20 --lr 0.02`);
    expect(stderr).toContain(": 240 training examples, 60 validation, 20 test");
    expect(stdout).toMatch(/^finished: test accuracy (9\d|100)/);
  });

  it("predicts numbers", async () => {
    const line = file("line.csv", ["a,b", ...Array.from({ length: 100 }, (_, i) => `${i / 100},${i / 50}`)].join("\n"));
    const { stdout } = await run(`train --data ${line} --model 1-1 --lr 0.1 --batch 10 --epochs 20`);
    expect(stdout).toMatch(/^finished: test R² 1\.00/);
  });
});

describe("a wrong value is one clear line, exit 2, and nothing on stdout", () => {
  const table: [line: string, message: RegExp][] = [
    ["train --model mpl", /--model: unknown value "mpl"; did you mean "mlp"\? .*: cnn, mlp, or layer sizes such as/],
    ["train --data moons --model cnn", /--model cnn must have images .*, got \[2\]; use --model mlp/],
    ["train --data moons --model 3-2", /--model 3-2 must have 2 inputs and 2 outputs for this data, such as 2-16/],
    ["train --data moons --model 2-0-2", /--model 2-0-2 must have/],
    ["train --optimizer adamm", /unknown optimizer "adamm"; did you mean "adam"\?/],
    ["train --lr -1", /--lr must be a number, 0 or more, got "-1"/],
    ["train --lr fast", /--lr must be a number, 0 or more, got "fast"/],
    ["train --epochs 0", /--epochs must be a whole number, 1 or more, got "0"/],
    ["train --clip -1", /--clip must be a number, 0 or more, got "-1"/],
    ["train --non-finite ignore", /--non-finite: unknown value "ignore"; .*: throw, skip/],
    ["train --clip 0", /--clip must be above 0, got 0/],
    ["train --epochs 1.5", /--epochs must be a whole number, 1 or more, got "1.5"/],
    ["train --batch 0", /--batch must be a whole number, 1 or more, got "0"/],
    ["train --seed x", /--seed must be a whole number, from 0 .*, got "x"/],
    ["train --data mons", /unknown data set "mons"; did you mean "moons"\? .*; no file or folder has this name/],
    [`train --data ${folder}/empty`, /--data ".*empty": no such file or folder/],
    ["train --set beta3=1", /adam: unknown setting "beta3"; did you mean "beta\d"\?/],
    ["train --set beta2=0.9 --set beta2=0.99", /--set beta2 is given twice; give it once/],
    ["train --set lr=0.1 --set lr=0.2", /--set lr is given twice; give it once/],
    [
      "train --data moons --model 2-1000000000-2",
      /--model 2-1000000000-2 needs \d+ GiB of memory .* use smaller layers/,
    ],
    ["train --checkpoint=", /--checkpoint needs a value: --checkpoint FILE/],
    ["train --schedule -1", /--schedule must give a rate of 0 or more, got -1 at step 1/],
    [`train --schedule ${"(".repeat(1e5)}`, /^downhill: --schedule "\(+ … \(+.*column 1/],
    [`train --set ${"x".repeat(1e5)}`, /--set must be NAME=VALUE, such as beta2=0.99, got "x{40}…"/],
    ["train --set beta2", /--set must be NAME=VALUE, such as beta2=0.99, got "beta2"/],
    ["train --set beta2=2", /adam: beta2 must be in \[0, 1\), got 2/],
    ["train --set epsPlacement=inside", /adam: unknown setting "epsPlacement"/],
    ["train --set variant=keras", /adam: unknown variant "keras".*: tensorflow, mlx/],
    ["train --schedule cosin(1,2)", /--schedule: unknown schedule "cosin"; did you mean "cosine"\?/],
    ["train --schedule warmup(1,cosine(1,2)", /--schedule "warmup\(1,cosine\(1,2\)".*column 21/],
    ["train --task regression", /--task is for tables; digits has no columns/],
    ["train --data moons --target y", /--target is for tables; moons has no columns/],
    ["train --schedule cosine(1,2) --lr 1", /--lr and --schedule both set the learning rate/],
    ["train --progress loud", /--progress: unknown value "loud"/],
    ["train --task colour", /--task: unknown value "colour"/],
    ["train own.csv", /unexpected "own.csv"; all settings are flags, such as --data own.csv, see --help; with npm run/],
    ["train 3", /unexpected "3"; all settings are flags, see --help; with npm run, put -- before the flags/],
    ["train --lrr 1", /unknown flag "--lrr"; did you mean "--lr"\?/],
    ["3", /unknown command "3"; commands: train, compare/],
    [`train --checkpoint ${folder}`, /--checkpoint .*: must be a file, got a folder; give the name of a file/],
    ["trian", /unknown command "trian"; did you mean "train"\?/],
    ["toString", /unknown command "toString"; commands: /],
    ["train --data moons --model __proto__", /--model: unknown value "__proto__"/],
  ];

  it.each(table.map(([line, message]) => ({ line, message, name: line.slice(0, 60) })))(
    "$name",
    async ({ line, message }) => {
      const { code, stdout, stderr } = await run(line);
      expect(code).toBe(2);
      expect(stdout).toBe("");
      expect(stderr).toMatch(/^downhill: .*\n$/);
      expect(stderr).toMatch(message);
    },
  );

  it("names the line of a broken CSV file", async () => {
    const { code, stderr } = await run(`train --data ${file("broken.csv", "x,y\n1,a\n2,b,c")}`);
    expect(code).toBe(2);
    expect(stderr).toMatch(/broken\.csv:3: needs 2 cells as in line 1, got 3/);
  });
});

it.each([
  new RangeError("Maximum call stack size exceeded"),
  new RangeError("Invalid array length"),
  new TypeError("loss.backward is not a function"),
])("a bug is not shown as a mistake of the user: %s", async (bug) => {
  vi.spyOn(commands.train, "load").mockResolvedValueOnce(() => Promise.reject(bug));
  await expect(run("train")).rejects.toBe(bug);
});

describe("help", () => {
  it.each(["--help", "help"])("%s lists the commands", async (line) => {
    const { code, stdout } = await run(line);
    expect(code).toBe(0);
    expect(stdout).toMatch(/\n {2}train +Train a model/);
  });

  it("has a short flag too", async () => {
    expect((await run("-h")).stdout).toBe((await run("--help")).stdout);
    expect((await run("train -h")).stdout).toBe((await run("train --help")).stdout);
  });

  it("is not needed for the version", async () => {
    const { code, stdout } = await run("--version");
    expect([code, stdout]).toEqual([0, `${JSON.parse(readFileSync("package.json", "utf8")).version}\n`]);
  });

  it("of a command is also had by help and its name", async () => {
    expect(await run("help lr-find")).toEqual(await run("lr-find --help"));
    expect((await run("help trian")).stderr).toMatch(/^downhill: unknown command "trian"; did you mean "train"/);
  });

  it("of a command shows flags and examples", async () => {
    const { code, stdout } = await run("train --help");
    expect(code).toBe(0);
    expect(stdout).toMatch(/^usage: downhill train \[flags\]\n/);
    expect(stdout).toMatch(/\n\nprogress: loss is the training loss.*gnorm/s);
    expect(stdout).toMatch(/--schedule CALL.*\n(.*\n)*examples:\n {2}downhill train\n/);
  });
});
