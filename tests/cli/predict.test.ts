/** @file `downhill predict` and `evaluate`: every kind of rows in, labels, probabilities or numbers out. */

import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { gzipSync } from "node:zlib";
import { expect, it } from "vitest";
import { Preprocessing, parseTable } from "../../src/data/index.ts";
import { loadModelFile } from "../../src/model/files/loadModelFile.ts";
import { saveModelFile } from "../../src/model/files/saveModelFile.ts";
import { fakeTerminal, run } from "../support/fakeTerminal.ts";
import { linear } from "../support/linearModel.ts";
import { newFolder } from "../support/newFolder.ts";

const folder = newFolder();
const path = (name: string, content?: string | Uint8Array): string => {
  const file = join(folder, name);
  if (content !== undefined) writeFileSync(file, content);
  return file;
};

const training = "size,colour,price\n1,red,100\n2,blue,210\n3,red,290\n4,blue,400\n";
const table = parseTable(training, "t.csv");

const classes = Preprocessing.fit(table, { target: "colour" });
const numbers = Preprocessing.fit(table, { target: "price", task: "regression" });
const colour = path("colour.model.safetensors");
const price = path("price.model.safetensors");
saveModelFile(colour, linear(classes.inputNames.length, 2), { preprocessing: classes });
saveModelFile(price, linear(numbers.inputNames.length, 1), { preprocessing: numbers });
const rows = path("new.csv", "price,size,other\n110,1,x\n380,4,y\n");

const labels = (text: string): string[] =>
  text
    .trim()
    .split("\n")
    .map((line) => line.split(",")[0]);

it("predicts classes of a CSV file, its columns in another order", async () => {
  const { code, stdout } = await run(["predict", rows, "--model", colour]);
  expect(code).toBe(0);
  const [header, ...lines] = stdout.trim().split("\n");
  expect(header).toBe("colour,probability");
  const expected = loadModelFile(colour).predict([
    { price: 110, size: 1 },
    { price: 380, size: 4 },
  ]);
  expect(labels(lines.join("\n"))).toEqual(expected.map((one) => ("label" in one ? one.label : "")));
  for (const line of lines) expect(Number(line.split(",")[1])).toBeGreaterThanOrEqual(0.5);
});

it("adds the probability of each class", async () => {
  const { stdout } = await run(["predict", rows, "--model", colour, "--probabilities"]);
  const [header, first] = stdout.split("\n");
  expect(header).toBe("colour,p(blue),p(red)");
  const [, blue, red] = first.split(",").map(Number);
  expect(blue + red).toBeCloseTo(1, 6);
});

it("predicts numbers in their own units, as CSV and as JSON lines", async () => {
  const { stdout } = await run(["predict", path("n.csv", "size,colour\n2,red\n,green\n"), "--model", price]);
  const expected = loadModelFile(price).predict([{ size: 2, colour: "red" }, { colour: "green" }]);
  const values = expected.map((one) => ("values" in one ? one.values[0] : Number.NaN));
  expect(labels(stdout)).toEqual(["price", ...values.map((value) => `${Number(value.toPrecision(7))}`)]);
  const json = await run([
    "predict",
    path("n.jsonl", '{"size":2,"colour":"red"}\n\n{"colour":"green"}\n'),
    "--model",
    price,
    "--json",
  ]);
  expect(
    json.stdout
      .trim()
      .split("\n")
      .map((line) => JSON.parse(line).price),
  ).toEqual(labels(stdout).slice(1).map(Number));
});

it.each([
  ["CSV", "size,price\n1,110\n"],
  ["JSON lines", '{"size":1,"price":110}\n'],
])("reads %s from stdin", async (_, stdin) => {
  for (const words of [["predict"], ["predict", "-"]]) {
    const { code, stdout } = await run(
      [...words, "--model", colour, "--json"],
      Object.assign(fakeTerminal(), { stdin }),
    );
    expect(code).toBe(0);
    expect(Object.keys(JSON.parse(stdout).probabilities)).toEqual(["blue", "red"]);
  }
});

it("says on stderr how rows were read: a blank line has no prediction", async () => {
  const { stdout, stderr } = await run([
    "predict",
    path("gap.csv", "price;size\n110;1\n;\n380;4\n"),
    "--model",
    colour,
  ]);
  expect(stdout.trim().split("\n")).toHaveLength(3);
  expect(stderr).toBe("  separator: semicolon\n  1 blank line left out, first line 3\n");
});

it("reads JSON gzipped, after a byte order mark, and as one list", async () => {
  const lines = '{"size":1,"price":110}\n{"size":4,"price":380}\n';
  const expected = (await run(["predict", path("lines.jsonl", lines), "--model", colour])).stdout;
  const list = `\ufeff [${lines.trim().replace("\n", ",\n")}]`;
  for (const file of [
    path("z.ndjson.gz", gzipSync(lines)),
    path("bom.jsonl", `\ufeff${lines}`),
    path("list.json", list),
  ])
    expect((await run(["predict", file, "--model", colour])).stdout).toBe(expected);
});

it("keeps labels as they are in a locale without Unicode", async () => {
  const file = path("umlaut.model.safetensors");
  saveModelFile(file, linear(2, 2), { inputShape: [2], classNames: ["größe", "größe 2"] });
  const { stdout } = await run(["predict", path("u.csv", "x,y\n-1,-1\n"), "--model", file, "--no-unicode"]);
  expect(stdout).toContain("größe");
});

it("reads a table by its flags, from a file and from stdin", async () => {
  const text = "price;size\n110,5;1\n";
  const flags = ["--model", colour, "--separator", "semicolon", "--decimal", "comma"];
  const expected = await run(["predict", path("point.csv", "price,size\n110.5,1\n"), "--model", colour]);
  expect((await run(["predict", path("comma.csv", text), ...flags])).stdout).toBe(expected.stdout);
  const stdin = await run(["predict", ...flags], Object.assign(fakeTerminal(), { stdin: text }));
  expect(stdin.stdout).toBe(expected.stdout);
  const wrong = await run([
    "predict",
    path("comma.csv"),
    "--model",
    colour,
    "--separator",
    "semicolon",
    "--decimal",
    "point",
  ]);
  expect(wrong.code).toBe(2);
});

it("quotes a label as CSV does", async () => {
  const odd = path("odd.model.safetensors");
  saveModelFile(odd, linear(2, 2), { inputShape: [2], classNames: ['a,"b"', "c"] });
  const { stdout } = await run(["predict", path("odd.csv", "x,y\n-1,-1\n"), "--model", odd, "--probabilities"]);
  expect(stdout.split("\n")[0]).toBe('prediction,"p(a,""b"")",p(c)');
});

it("evaluates a table beside the best constant", async () => {
  const { stdout, code } = await run(["evaluate", path("t.csv", training), "--model", price, "--json"]);
  const {
    rmse,
    baseline: { rmse: baseline },
    r2,
  } = JSON.parse(stdout);
  const targets = [100, 210, 290, 400];
  const predictions = loadModelFile(price)
    .predict(table)
    .map((one) => ("values" in one ? one.values[0] : Number.NaN));
  const error = Math.sqrt(targets.reduce((sum, y, i) => sum + (y - predictions[i]) ** 2, 0) / 4);
  expect(rmse).toBeCloseTo(error, 2);
  expect(baseline).toBeCloseTo(Math.sqrt(targets.reduce((sum, y) => sum + (y - 250) ** 2, 0) / 4), 2);
  expect(code).toBe(rmse < baseline ? 0 : 1);
  expect(r2).toBeCloseTo(1 - rmse ** 2 / baseline ** 2, 5);
  const classText = await run(["evaluate", path("t.csv"), "--model", colour]);
  expect(classText.stdout).toMatch(/^accuracy +[\d.]+ % \(always \w+: 50\.00 %\)$/m);
});

it.each([
  [["predict"], "predict needs --model, such as downhill predict new.csv --model FILE; got none"],
  [["predict", path("t.csv")], "predict needs --model"],
  [["predict", "--model", colour], "predict needs a file, or rows on stdin"],
  [["predict", path("none.csv"), "--model", colour], "none.csv"],
  [["predict", path("b.jsonl", "{"), "--model", colour], "b.jsonl:1: needs one JSON value a line"],
  [["predict", path("null.jsonl", "null"), "--model", colour], "null.jsonl:1: needs an object with the columns"],
  [["predict", path("c.jsonl", "[1]"), "--model", colour], "c.jsonl: row 1: needs an object with the columns, got 1"],
  [
    ["predict", path("l.jsonl", Buffer.from('{"size":1,"price":"caf\xe9"}', "latin1")), "--model", colour],
    "l.jsonl:1: needs text in UTF-8, got other bytes; save it as UTF-8",
  ],
  [
    ["predict", path("m.json", '[{"size":1},2]'), "--model", colour],
    "m.json: row 2: needs an object with the columns, got 2",
  ],
  [
    ["predict", path("n.json", "[{]"), "--model", colour],
    "n.json: needs a list of objects as JSON, or one object a line",
  ],
  [["predict", path("o.json", "[]"), "--model", colour], "o.json: needs 1 or more rows, got none"],
  [
    ["predict", path("p.csv", "price,size\nx,1\n"), "--model", colour],
    'p.csv:2: column 1 (price): needs a finite number, got "x"; mend the cell, or pass --missing "x"\n',
  ],
  [["predict", path("d.jsonl", "\n"), "--model", colour], "d.jsonl: needs 1 or more rows, got none"],
  [["predict", path("e.csv", "size\n1\n"), "--model", colour], '"price"'],
  [
    ["predict", path("f.csv", "x,y,z\n1,2,3\n"), "--model", path("odd.model.safetensors")],
    "needs 2 columns of numbers, the inputs [2] of the model, got 3",
  ],
  [
    ["predict", path("g.csv", "x,y\n1,a\n"), "--model", path("odd.model.safetensors")],
    'needs numbers in column "y", got texts',
  ],
  [
    ["evaluate", path("q.csv", "size,price,colour\n1,2,\n"), "--model", colour],
    'q.csv: needs a value in column "colour", got missing cells only',
  ],
  [["evaluate", path("t.csv")], "evaluate needs --model, such as downhill evaluate test.csv --model FILE; got none"],
  [["evaluate", "--model", colour], "evaluate needs one file or folder, such as"],
  [["evaluate", path("t.csv"), "--model", path("odd.model.safetensors")], "needs a folder of images for this model"],
])("%s: exit 2", async (words, message) => {
  const { code, stderr } = await run(words);
  expect(stderr).toContain(message);
  expect(code).toBe(2);
});
