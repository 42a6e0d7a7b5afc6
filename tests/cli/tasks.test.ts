import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { Random } from "../../src/autograd/random.ts";
import type { ImageSettings } from "../../src/cli/experiment/imageSettings.ts";
import type { TableSettings } from "../../src/cli/experiment/tableSettings.ts";
import { readTask, type TaskSettings } from "../../src/cli/experiment/tasks.ts";
import { run } from "../support/fakeTerminal.ts";
import { newFolder } from "../support/newFolder.ts";

/** A file of unsigned bytes with these axes. */
const idx = (shape: readonly number[], values: Uint8Array): Uint8Array => {
  const axes = shape.flatMap((n) => [n >> 24, n >> 16, n >> 8, n]);
  return Uint8Array.from([0, 0, 8, shape.length, ...axes, ...values]);
};

/** Test images of 4 × 4 as bright as their class, as often as `counts` says, under MNIST's file names. */
function imagesOf(counts: readonly number[]): string {
  const folder = newFolder();
  const labels = Uint8Array.from(counts.flatMap((count, label) => Array<number>(count).fill(label)));
  const pixels = Uint8Array.from({ length: 16 * labels.length }, (_, i) => 25 * labels[Math.floor(i / 16)]);
  writeFileSync(join(folder, "t10k-images-idx3-ubyte"), idx([labels.length, 4, 4], pixels));
  writeFileSync(join(folder, "t10k-labels-idx1-ubyte"), idx([labels.length], labels));
  return folder;
}

const mnistTest = [980, 1135, 1032, 1010, 982, 892, 958, 1028, 974, 1009];

const noTableSettings: TableSettings & ImageSettings = {
  imageSize: null,
  imageFit: null,
  target: null,
  task: null,
  features: null,
  ignore: null,
  categorical: null,
  separator: null,
  decimal: null,
  header: null,
  missing: null,
};

const taskOf = (data: string, settings: Partial<TaskSettings> = {}) =>
  readTask({ data, ...noTableSettings, ...settings }, new Random(1));

describe("a folder with MNIST's file names", () => {
  it("is MNIST, of which 97.5 % are expected, where every digit occurs as often as there", () => {
    const { name, target, train, test } = taskOf(imagesOf(mnistTest));
    expect([name, target]).toEqual(["MNIST (t10k)", 0.975]);
    expect([train.inputs.shape[0], test.inputs.shape[0]]).toEqual([9000, 1000]);
  });

  it("goes by its own name with nothing expected where not, as with Fashion-MNIST", () => {
    const folder = imagesOf(Array(10).fill(1000));
    expect(taskOf(folder)).toMatchObject({ name: `${folder} (t10k)`, target: null });
  });

  it("has no target to reach or miss", async () => {
    const folder = imagesOf(Array(10).fill(110));
    const { stdout } = await run(`train --data ${folder} --model 16-2-10 --epochs 1 --lr 0`);
    expect(stdout).not.toMatch(/MNIST|target/);
  });
});

describe("a folder with train.csv and test.csv", () => {
  const folder = (test: string): string => {
    const path = newFolder();
    writeFileSync(join(path, "train.csv"), "x,y,kind\n0,100,a\n1,300,b\n2,200,a\n3,400,b\n");
    writeFileSync(join(path, "test.csv"), test);
    return path;
  };

  it.each(["classification", "regression"] as const)("is read by the names of the columns (--task %s)", (task) => {
    const target = task === "classification" ? "kind" : "y";
    const read = (test: string) => {
      const { test: examples } = taskOf(folder(test), { target, task });
      return examples;
    };
    const same = read("x,y,kind\n1,100,a\n2,400,b\n");
    expect(read("kind,y,x\na,100,1\nb,400,2\n")).toEqual(same);
    expect(read("y,kind,x\n100,a,1\n400,b,2\n")).toEqual(same);
  });

  it("reads test.csv with the kinds of train.csv: its numbers may be texts there", () => {
    const path = folder("x,y,kind\n1,7,a\n");
    writeFileSync(join(path, "train.csv"), "x,y,kind\n0,7,a\n1,8b,b\n2,7,a\n3,8b,b\n");
    expect([...taskOf(path).test.inputs.data].map((x) => Number(x.toFixed(3)))).toEqual([-0.447, 1, 0]);
  });

  it("is refused if a column is missing", () => {
    const path = folder("x,kind\n1,a\n");
    expect(() => taskOf(path)).toThrow(`${join(path, "test.csv")}: needs a column "y", got the columns x, kind`);
  });
});

describe("validation examples", () => {
  const file = join(newFolder(), "table.csv");
  writeFileSync(file, ["x,kind", ...Array.from({ length: 100 }, (_, i) => `${i},${i % 10 ? "a" : "b"}`)].join("\n"));
  const settings = { data: file, ...noTableSettings };
  const whole = readTask(settings, new Random(1));
  const parted = readTask(settings, new Random(1), { random: new Random(1), least: 0 });

  it("are a fifth of the training examples, with the same share of every class", () => {
    expect([whole.validation, whole.train.inputs.shape[0]]).toEqual([null, 80]);
    const counts = [parted.train, parted.validation, parted.test].map(
      (part) => part && "labels" in part && [0, 1].map((k) => part.labels.filter((label) => label === k).length),
    );
    expect(counts).toEqual([
      [58, 6],
      [14, 2],
      [18, 2],
    ]);
  });

  it("have no part in the statistics of the columns", () => {
    const mean = Float32Array.from(parted.train.inputs.data).reduce((sum, x) => sum + x, 0) / 64;
    expect(mean).toBeCloseTo(0, 6);
  });
});

describe("a table without the names of its columns", () => {
  const rows = Array.from({ length: 10 }, (_, i) => `${i % 2},${i},${100.5 * i}`);
  const file = join(newFolder(), "numbers.csv");
  writeFileSync(file, rows.join("\n"));
  const train = (flags: string) => run(`train --data ${file} --epochs 1 ${flags}`.trim());

  it("is read from line 1, which is said; --header decides otherwise", async () => {
    const { stderr } = await train("");
    expect(stderr).toContain(": 8 training examples, 2 test");
    expect(stderr).toContain("\n  no names in line 1: columns are named 1 to 3\n  target 3: a number (regression)\n");
    expect((await train("--header")).stderr).toContain(": 7 training examples, 2 test");
  });

  it("names the column to predict by its number", async () => {
    expect((await train("--target 1")).stderr).toContain("target 1: 2 classes (classification)");
    expect((await train("--target 9")).stderr).toContain('numbers.csv: needs a column "9", got the columns 1, 2, 3');
  });

  it("is read with test.csv in the same way", async () => {
    const folder = newFolder();
    for (const name of ["train.csv", "test.csv"]) writeFileSync(join(folder, name), rows.join("\n"));
    const task = taskOf(folder, { header: false, target: "1" });
    expect([task.train.inputs.shape, task.test.inputs.shape]).toEqual([
      [10, 2],
      [10, 2],
    ]);
  });

  it.each([
    ["--header --no-header", "--header and --no-header contradict each other; give one of them"],
    ["--separator ab", '--separator must be comma, semicolon, tab, pipe, space or one character, got "ab"'],
    ["--decimal x", '--decimal must be point or comma, got "x"'],
    ["--task sorting", '--task: unknown value "sorting"; values: classification, regression'],
    ["--categorical sex", `--categorical: ${file} has no column "sex"`],
  ])("%s: exit 2", async (flags, message) => {
    expect(await train(flags)).toMatchObject({ code: 2, stderr: `downhill: ${message}\n` });
  });

  it.each(["--no-header", "--header", "--target y", "--ignore a,b", "--missing x"])(
    "%s cannot be asked of moons",
    async (flags) => {
      expect((await run(`train --data moons ${flags}`)).stderr).toBe(
        `downhill: ${flags.split(" ")[0]} is for tables; moons has no columns\n`,
      );
    },
  );
});

describe("flags about tables", () => {
  const table = (text: string): string => {
    const file = join(newFolder(), "t.csv");
    writeFileSync(file, text);
    return file;
  };
  const inputsOf = (text: string, settings: Partial<TaskSettings>) =>
    taskOf(table(text), settings).preprocessing?.inputNames;
  const text = "id;a;b;c;y\n1;1,5;x;1;5\n2;2,5;y;2;6\n3;-9;x;3;7\n4;4,5;y;1;9\n5;7,5;x;1;8\n";

  it.each<[Partial<TaskSettings>, string[]]>([
    [{}, ["a", "b=x", "b=y", "c"]],
    [{ categorical: ["c"] }, ["a", "b=x", "b=y", "c=1", "c=2", "c=3"]],
    [{ ignore: ["b", "c"] }, ["a"]],
    [{ features: ["c", "id"] }, ["c", "id"]],
    [{ missing: ["-9"] }, ["a", "a is missing", "b=x", "b=y", "c"]],
    [{ target: "b", separator: ";", decimal: "," }, ["a", "c", "y"]],
  ])("%j decide on the inputs", (settings, names) => {
    expect(inputsOf(text, settings)?.filter((name) => names.includes(name) || !name.includes("="))).toEqual(names);
  });

  it("are named in errors about cells", async () => {
    const rows = Array.from({ length: 40 }, (_, i) => `${i === 30 ? "oops" : i},${i / 7}`);
    const file = table(`a,y\n${rows.join("\n")}`);
    expect((await run(`train --data ${file}`)).stderr).toBe(
      `downhill: ${file}:32: column 1 (a): needs a finite number as in 39 other rows, got "oops"; mend the cell, or pass --missing "oops" or --categorical a\n`,
    );
    expect((await run(`train --data ${file} --missing oops --epochs 1`)).stderr).toContain("missing cells: a 1 (oops)");
    const other = table("a,y\n1,2\n2,x\n");
    expect((await run(`train --data ${other} --target y --task regression`)).stderr).toContain(
      `${other}:3: column 2 (y): needs a finite number, got "x"`,
    );
  });
});
