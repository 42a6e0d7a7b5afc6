/** @file Exported JavaScript has the bits of the library's plain loops; models that it cannot compute are refused. */

import { beforeAll, describe, expect, it } from "vitest";
import { Preprocessing, parseTable } from "../../src/data/index.ts";
import { toJavascript } from "../../src/export/javascript/toJavascript.ts";
import { Random, useFast, useReference } from "../../src/index.ts";
import { encodeModel, loadModel } from "../../src/model/index.ts";
import * as nn from "../../src/nn/index.ts";
import { Optimizer } from "../../src/optim/index.ts";
import * as rules from "../../src/optim/rules/index.ts";
import * as wrappers from "../../src/optim/wrappers/index.ts";
import { trainStep } from "../../src/training/trainStep.ts";
import { everyLayer, examplesFor } from "../support/everyLayer.ts";
import { importText } from "../support/export/importText.ts";
import { begun, expectSameRun, javascriptRuns, moons } from "../support/export/javascriptRuns.ts";

beforeAll(() => {
  useReference();
  return useFast;
});

const name = "model.mjs";
const random = new Random(3);

describe("forward", () => {
  it.each(everyLayer().map((one): [string, typeof one] => [one.name, one]))("%s: the same bits", async (_, one) => {
    const loaded = loadModel(encodeModel(one.layer, { inputShape: one.input }));
    const { forward, predict } = await importText(toJavascript(loaded, { name }));
    const x = examplesFor(one, 3);
    expect(forward(x.data)).toEqual(loaded.outputs(x).data);
    const row = x.data.slice(0, x.size / 3);
    expect(predict(row)).toEqual(loaded.predict(x)[0]);
    expect(() => predict(x.data)).toThrow(`a row must be ${row.length} numbers, got ${x.size}`);
  });

  it("takes nested examples, and says what is wrong with others", async () => {
    const model = new nn.Sequential(new nn.Embedding(5, 2, { random }), new nn.Flatten());
    const loaded = loadModel(encodeModel(model, { inputShape: [3] }));
    const { forward } = await importText(toJavascript(loaded, { name }));
    expect(
      forward([
        [1, 2, 3],
        [0, 0, 4],
      ]),
    ).toEqual(forward(Float32Array.of(1, 2, 3, 0, 0, 4)));
    expect(() => forward([1, 2])).toThrow("each example must be 3 numbers, got 2 in all");
    expect(() => forward(null)).toThrow("each example must be 3 numbers, got nothing in all");
    expect(() => forward(["1", 2, 3])).toThrow('each example must be 3 numbers, got "1" among them');
    expect(() => forward([1, 2, 5])).toThrow("embedding: an index must be a whole number in [0, 5), got 5");
  });
});

describe("predict", () => {
  it("writes names of a hostile file as texts and comments only", async () => {
    const hostile = `*/ process.exit(9); /* \`\${process.exit(9)}\` \u2028 \\`;
    const quoted = `"${hostile}"`;
    const table = parseTable(`${quoted},y\n1,a\n2,${quoted}\n3,a\n5,","\n`, "t.csv", { separator: "," });
    const preprocessing = Preprocessing.fit(table, { target: "y", features: [hostile] });
    const loaded = loadModel(
      encodeModel(new nn.Sequential(new nn.Linear(1, 3, { random })), { preprocessing, command: hostile }),
    );
    const { predict } = await importText(toJavascript(loaded, { name }));
    expect(predict({ [hostile]: 4 })).toEqual(loaded.predict([{ [hostile]: 4 }])[0]);
  });

  it("has every function that it calls where names hold the start of a comment", async () => {
    const table = parseTable("ok//not,n /* b,y\ntrue,1,a /* c\nfalse,2,it's\ntrue,3,a /* c\n", "t.csv");
    const preprocessing = Preprocessing.fit(table, { target: "y" });
    const loaded = loadModel(encodeModel(new nn.Sequential(new nn.Linear(2, 2, { random })), { preprocessing }));
    const { predict } = await importText(toJavascript(loaded, { name }));
    const row = { "ok//not": true, "n /* b": 2 };
    expect(predict(row)).toEqual(loaded.predict([row])[0]);
  });

  const text =
    'x,constant,colour,flag,day,kind,y\n1,5,red,true,2024-01-31,",",10\n3,5,"blue ""*/",false,2024-02-01,b,30\n' +
    ',5,,true,2024-03-01,",",50\n2,5,red,,2024-05-01T12:00,b,20\n';
  const rows = [
    { x: 1, colour: "red", flag: true, day: "2024-01-31" },
    { x: "-7.5", colour: 'blue "*/', flag: "FALSE", day: new Date("2024-02-03T04:05:06Z") },
    { x: null, colour: "NA", flag: undefined, day: "?" },
    { x: 2.5, colour: "green", flag: false, day: "2023-12-31" },
    { x: true, colour: 5, flag: 0, day: "2023-12-31" },
    { x: "35%", colour: "red", flag: true, day: "2024-01-31" },
    { x: " 1,234.5 ", colour: "red", flag: true, day: "2024-01-31" },
    { x: "$ 0.25", colour: "red", flag: true, day: "2024-01-31" },
  ];

  it.each(["kind", "y"])("takes rows of a table to predict %s", async (target) => {
    const features = ["x", "colour", "flag", "day"];
    const preprocessing = Preprocessing.fit(parseTable(text, "t.csv"), { target, features });
    const outputs = preprocessing.classNames?.length ?? 1;
    const { length } = preprocessing.inputNames;
    const model = new nn.Sequential(
      new nn.Linear(length, 8, { random }),
      new nn.Tanh(),
      new nn.Linear(8, outputs, { random }),
    );
    const loaded = loadModel(encodeModel(model, { preprocessing }));
    const { predict } = await importText(toJavascript(loaded, { name }));
    const expected = loaded.predict(rows);
    expect(rows.map(predict)).toEqual(expected);
    expect(new Set(expected.map((one) => JSON.stringify(one))).size).toBe(rows.length);
    for (const x of ["0x1f", "1e999", "1,23", Number.POSITIVE_INFINITY]) {
      expect(() => loaded.predict([{ ...rows[0], x }])).toThrow("a finite number");
      expect(() => predict({ ...rows[0], x })).toThrow(`column "x" must hold a finite number, got "${x}"`);
    }
    expect(() => predict({ x: 1 })).toThrow('predict: the row must have a column "colour", got x');
    expect(() => predict({ ...rows[0], x: "many" })).toThrow(
      'predict: column "x" must hold a finite number, got "many"',
    );
    expect(() => predict({ ...rows[0], flag: "maybe" })).toThrow('column "flag" must hold true or false, got "maybe"');
    expect(() => predict({ ...rows[0], day: "2024-02-31" })).toThrow(
      'column "day" must hold a date such as 2024-01-31, got',
    );
  });
});

describe("trainStep", () => {
  it.each([
    ["every layer, Adam, cosine, clipped, class weights", 8],
    ["numbers, momentum", 20],
    ["lion", 20],
  ])("%s: the same losses and weights", (run, count) => expectSameRun(javascriptRuns[run], count));

  it.each(["kind", "y"])("learns %s from rows of a table", async (target) => {
    const table = parseTable("x,colour,kind,y\n1,red,a,10\n3,blue,b,30\n,red,a,55\n2,,b,20\n", "t.csv");
    const preprocessing = Preprocessing.fit(table, { target, features: ["x", "colour"] });
    const outputs = preprocessing.classNames?.length ?? 1;
    const model = new nn.Sequential(new nn.Linear(preprocessing.inputNames.length, outputs, { random }));
    const optimizer = new Optimizer(model.parameters(), rules.adam({ lr: 0.1 }));
    const loaded = loadModel(encodeModel(model, { preprocessing }));
    const run = { model, optimizer, classes: preprocessing.classNames && outputs, classWeights: null, clip: null };
    const text = toJavascript(loaded, { name, run });
    const file = await importText(text);
    const named = /import \{ (.*) \} from/.exec(text)?.[1].split(", ") ?? [];
    expect(named).toEqual(["predict", "forward", "inputsOf", ...(target === "y" ? ["targetOf"] : []), "trainStep"]);
    expect(named.map((one) => typeof Reflect.get(file, one))).toEqual(named.map(() => "function"));
    const rows = [
      { x: 1, colour: "red", kind: "a", y: 10 },
      { x: null, colour: "red", kind: "a", y: 55 },
      { x: 2, colour: null, kind: "b", y: 20 },
    ];
    const truths = rows.map(({ kind, y }) => (target === "y" ? file.targetOf(y) : file.classNames.indexOf(kind)));
    for (let step = 0; step < 3; step++)
      expect(
        file.trainStep(
          rows.map(({ x, colour }) => [...file.inputsOf({ x, colour })]),
          truths,
        ),
      ).toBe(trainStep(model, optimizer, preprocessing.examples(rows)).loss);
  });

  it("says what is wrong with labels, targets and numbers, and changes nothing then", async () => {
    const { loaded, run } = begun(javascriptRuns.sgd());
    const file = await importText(toJavascript(loaded, { name, run }));
    const before = file.parameters[0].theta.slice();
    expect(() => file.trainStep([[1, 2]], [0, 1])).toThrow("labels must be 1 classes, got 2");
    expect(() => file.trainStep([[1, 2]], [2])).toThrow("labels must be whole numbers in [0, 2), got 2 in row 0");
    expect(() => file.trainStep([[1, 2]], undefined)).toThrow("labels must be 1 classes, got undefined");
    expect(() => file.trainStep([[Number.NaN, 2]], [1])).toThrow("got the loss NaN; no weight was changed");
    expect([file.steps, file.parameters[0].theta]).toEqual([5, before]);
    const numbers = begun(javascriptRuns["numbers, momentum"]());
    const other = await importText(toJavascript(numbers.loaded, { name, run: numbers.run }));
    expect(() => other.trainStep([1, 2], [1])).toThrow("targets must be 2 numbers, got 1");
    const norm = begun(javascriptRuns["every layer, AdamW, warmup and step decay"]());
    const normed = await importText(toJavascript(norm.loaded, { name, run: norm.run }));
    expect(() => normed.trainStep([1, 2], [1])).toThrow("batchNorm: training needs 2 or more values a channel, got 1");
    expect(normed.trainStep([1, 2, Number.NaN, 3], [1, 0])).toBeNaN();
    expect(normed.steps).toBe(5);
  });

  it.each([
    [
      wrappers.ema(rules.adam()),
      'the rule must train the weights that predict, got ema(adam), whose buffer "ema.average" predicts',
    ],
    [
      wrappers.clipByNorm(rules.adam(), { maxNorm: 1 }),
      "emit: cannot write clipByNorm: it calls `clippedNorm`, a norm",
    ],
    [rules.muon(), "emit: cannot write muon"],
    [rules.adam({ lr: () => 0.1 }), "a schedule must come from a factory such as cosine, got a plain function"],
  ])("refuses a rule with the reason", (rule, message) => {
    const model = new nn.Sequential(new nn.Linear(2, 2, { random, bias: false }));
    const { loaded, run } = begun({ model, data: moons, rule });
    expect(() => toJavascript(loaded, { name, run })).toThrow(message);
  });

  it("refuses an optimizer that does not have all parameters in one group, at one step", () => {
    const { loaded, run } = begun(javascriptRuns.sgd());
    const [first, ...rest] = run.model.parameters();
    const groups = new Optimizer([{ params: [first] }, { params: rest }], rules.sgd({ lr: 0.1 }));
    expect(() => toJavascript(loaded, { name, run: { ...run, optimizer: groups } })).toThrow(
      "toJavascript: the optimizer must have 1 group of parameters, got 2",
    );
    const some = new Optimizer(rest, rules.sgd({ lr: 0.1 }));
    expect(() => toJavascript(loaded, { name, run: { ...run, optimizer: some } })).toThrow(
      "toJavascript: the optimizer must have model.parameters(), got 3 of 4 parameters",
    );
    const turned = new Optimizer([...rest, first], rules.sgd({ lr: 0.1 }));
    expect(() => toJavascript(loaded, { name, run: { ...run, optimizer: turned } })).toThrow(
      "toJavascript: the optimizer must have model.parameters(), got them in another order",
    );
    first.grad = new Float32Array(first.size);
    for (const one of rest) one.grad = null;
    run.optimizer.step();
    expect(() => toJavascript(loaded, { name, run })).toThrow(
      "toJavascript: every parameter must have made the 6 steps, got 5 of 0.bias",
    );
  });
});
