import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { Random } from "../../src/autograd/random.ts";
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

const taskOf = (data: string, settings: Partial<TaskSettings> = {}) =>
  readTask({ data, column: null, header: null, predict: null, ...settings }, new Random(1));

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

  it("has no target, so a low score exits with 0", async () => {
    const folder = imagesOf(Array(10).fill(110));
    const { code, stdout } = await run(`train --data ${folder} --model 16-2-10 --epochs 1 --lr 0`);
    expect(code).toBe(0);
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

  it.each(["class", "number"] as const)("is read by the names of the columns (--predict %s)", (predict) => {
    const column = predict === "class" ? "kind" : "y";
    const numbers = predict === "class" ? [] : [{ from: /kind/g, to: "z" }];
    const renamed = (text: string): string =>
      numbers.reduce((all, { from, to }) => all.replace(from, to).replaceAll("a", "1").replaceAll("b", "2"), text);
    const read = (test: string) => {
      const path = folder(renamed(test));
      if (predict === "number") writeFileSync(join(path, "train.csv"), "x,y,z\n0,100,1\n1,300,2\n2,200,1\n3,400,2\n");
      return taskOf(path, { column, predict }).test;
    };
    const same = read("x,y,kind\n1,100,a\n2,400,b\n");
    expect(read("kind,y,x\na,100,1\nb,400,2\n")).toEqual(same);
    expect(read("y,kind,x\n100,a,1\n400,b,2\n")).toEqual(same);
  });

  it("is refused if a column is missing", () => {
    const path = folder("x,kind\n1,a\n");
    expect(() => taskOf(path)).toThrow(`${join(path, "test.csv")}: needs the feature columns x, y in any order, got x`);
  });
});

describe("validation examples", () => {
  const file = join(newFolder(), "table.csv");
  writeFileSync(file, ["x,kind", ...Array.from({ length: 100 }, (_, i) => `${i},${i % 10 ? "a" : "b"}`)].join("\n"));
  const settings = { data: file, column: null, header: null, predict: null };
  const whole = readTask(settings, new Random(1));
  const parted = readTask(settings, new Random(1), new Random(1));

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
  const rows = Array.from({ length: 10 }, (_, i) => `${i % 2},${i},${100 * i}`);
  const file = join(newFolder(), "numbers.csv");
  writeFileSync(file, rows.join("\n"));
  const train = (flags: string) => run(`train --data ${file} --epochs 1 ${flags}`.trim());

  it("is refused with the flags that decide", async () => {
    const { code, stderr } = await train("");
    expect([code, stderr]).toEqual([
      2,
      `downhill: ${file}:1: line 1 must have the names of the columns, got "0,0,0"; pass --no-header if it is data, --header if these are names\n`,
    ]);
  });

  it("keeps its first line with --no-header, and loses it with --header", async () => {
    expect((await train("--no-header --predict number")).stderr).toContain(": 8 training examples, 2 test");
    expect((await train("--header --predict number")).stderr).toContain(": 7 training examples, 2 test");
  });

  it("names the column to predict by its number", async () => {
    expect((await train("--no-header --column 1")).stderr).toContain("2-128-2 ");
    expect((await train("--no-header --column 9 --predict number")).stderr).toContain(
      "numbers.csv: needs column 9 (index 8), got 3 columns without names",
    );
  });

  it("is read with test.csv in the same way", async () => {
    const folder = newFolder();
    for (const name of ["train.csv", "test.csv"]) writeFileSync(join(folder, name), rows.join("\n"));
    const task = taskOf(folder, { header: false, column: "1" });
    expect([task.train.inputs.shape, task.test.inputs.shape]).toEqual([
      [10, 2],
      [10, 2],
    ]);
  });

  it.each([
    ["--no-header --column kind", '--column must be a number from 1 with --no-header, got "kind"'],
    ["--header --no-header", "--header and --no-header contradict each other; give one of them"],
  ])("%s: exit 2", async (flags, message) => {
    expect(await train(flags)).toMatchObject({ code: 2, stderr: `downhill: ${message}\n` });
  });

  it("cannot be asked of data without columns", async () => {
    expect((await run("train --data moons --no-header")).stderr).toBe(
      "downhill: --no-header is for CSV files; moons has no columns\n",
    );
  });
});
