/** @file Data is never code: no parser evaluates its input or reaches a prototype through a name in it. */

import { readdirSync, readFileSync } from "node:fs";
import { afterEach, describe, expect, it } from "vitest";
import { Random, tensor } from "../../src/autograd/index.ts";
import {
  decodeCheckpoint,
  decodeNpy,
  decodeSafetensors,
  encodeCheckpoint,
  encodeSafetensors,
  stored,
} from "../../src/checkpoint/index.ts";
import { ruleFactory } from "../../src/cli/experiment/ruleExpression.ts";
import { readRuleSettings } from "../../src/cli/experiment/rules.ts";
import { readFlags } from "../../src/cli/flags/flags.ts";
import { DataFileError } from "../../src/data/dataFileError.ts";
import { Preprocessing } from "../../src/data/preprocessing/preprocessing.ts";
import { parseAnyIdx } from "../../src/data/readers/parseAnyIdx.ts";
import { parseIdx } from "../../src/data/readers/parseIdx.ts";
import { parseTable } from "../../src/data/tables/parseTable.ts";
import { Linear, Module, Sequential } from "../../src/nn/index.ts";
import { adam, fromJson, Optimizer } from "../../src/optim/index.ts";
import { fromDescription, parseSchedule } from "../../src/schedules/index.ts";
import { parseCall } from "../../src/testing/support/parseCall.ts";

const names = ["__proto__", "constructor", "prototype", "toString", "hasOwnProperty"];

afterEach(() => {
  expect(Object.keys(Object.prototype)).toEqual([]);
  expect(Object.getOwnPropertyNames(Object.prototype).length).toBe(12);
  expect({}).not.toHaveProperty("polluted");
});

describe.each(names)("the name %s", (name) => {
  const polluted = { polluted: true };
  const json = `{${JSON.stringify(name)}:{"polluted":true}}`;

  it("is an ordinary name in safetensors", () => {
    const bytes = encodeSafetensors({
      tensors: new Map([[name, stored(new Float32Array([3]), [1])]]),
      metadata: new Map([[name, "text"]]),
    });
    const { tensors, metadata } = decodeSafetensors(bytes, "f");
    expect([...tensors.keys()]).toEqual([name]);
    expect([...metadata]).toEqual([[name, "text"]]);
  });

  it("is an ordinary key in a checkpoint's extra values", () => {
    const model = new Linear(1, 1, { random: new Random(1) });
    const extra = JSON.parse(json);
    const { extra: back } = decodeCheckpoint(encodeCheckpoint({ model, step: 0, extra }), "f");
    expect(Object.getPrototypeOf(back)).toBe(Object.prototype);
    expect(Object.entries(back as object)).toEqual([[name, polluted]]);
  });

  it("is not a weight that a model without it accepts", () => {
    const model = new Linear(1, 1, { random: new Random(1) });
    const state = model.stateDict().set(name, { shape: [1], data: new Float32Array(1) });
    expect(() => model.loadStateDict(state)).toThrow(`${name} is not in the model`);
  });

  it("is not a schedule, an argument of one, or a hyperparameter", () => {
    expect(() => parseSchedule(`${name}(1)`)).toThrow(`unknown schedule "${name}"`);
    expect(() => fromDescription({ name, args: {} })).toThrow(`unknown schedule "${name}"`);
    expect(() => fromDescription({ name: "constant", args: JSON.parse(json) })).toThrow(
      `constant: unknown argument "${name}"`,
    );
    expect(() => adam(JSON.parse(json))).toThrow(new RegExp(`^adam: unknown option "${name}"; options`));
  });

  it("is an ordinary key in an optimizer's state as text", () => {
    const back = fromJson(json) as object;
    expect(Object.getPrototypeOf(back)).toBe(Object.prototype);
    expect(Object.entries(back)).toEqual([[name, polluted]]);
    const optimizer = new Optimizer([tensor([1], { requiresGrad: true })], adam());
    const state = { ...optimizer.stateDict(), state: back as never };
    expect(() => optimizer.loadStateDict(state)).toThrow(/0 is missing; .* is not in the optimizer/);
  });

  it("is not a member of a .npy header", () => {
    const header = `{'${name}': '<f4', 'fortran_order': False, 'shape': (1,), }\n`;
    const text = new TextEncoder().encode(`NUMPY\u0001\0${String.fromCharCode(header.length)}\0${header}`);
    expect(() => decodeNpy(Uint8Array.from([0x93, ...text, 0, 0, 0, 0]), "f")).toThrow("f: header: needs a dict with");
  });

  it("is not a flag", () => {
    const flags = { lr: { type: "string", help: "" } } as const;
    for (const flag of [`--${name}`, `--${name}=1`, `--no-${name}`, `--${name}.polluted=1`])
      expect(() => readFlags([flag], flags)).toThrow(/unknown flag/);
  });

  it("is not an optimizer, a wrapper, or a setting of one", () => {
    for (const text of [name, `${name}(adam)`, `lookahead(${name})`, `lookahead(${name}(adam), k=3)`])
      expect(() => ruleFactory(text)).toThrow(`unknown optimizer "${name}"`);
    for (const text of [`adam(${name}=1)`, `lookahead(adam, ${name}=1)`, `adam(${name}=true)`])
      expect(() => ruleFactory(text)()).toThrow(new RegExp(`unknown option "${name}"; options`));
    expect(() => ruleFactory(`adam(lr=${name}(1))`)).toThrow(`"${name}"`);
    expect(() => readRuleSettings("adam", { set: [`${name}=1`] })).toThrow(`adam: unknown setting "${name}"`);
    expect(() => readRuleSettings("adam", { set: [`variant=${name}`] })).toThrow(`unknown variant "${name}"`);
  });

  it("is not a function in a call of downhill check", () => {
    for (const call of [`${name}(1)`, `new ${name}("1")`])
      expect(() => parseCall(call)({})).toThrow(`unknown function "${name}"`);
  });

  it("is not an IDX file", () => {
    const bytes = new TextEncoder().encode(name);
    expect(() => parseIdx(bytes, "f")).toThrow(DataFileError);
    expect(() => parseAnyIdx(bytes, "f")).toThrow("f: needs the magic bytes 00 00 of an IDX file");
  });

  it("is an ordinary column and an ordinary class in CSV", () => {
    const table = parseTable(`x,${name}\n1,${name}\n2,b\n`, "f", { kinds: JSON.parse(`{"${name}":"text"}`) });
    const preprocessing = Preprocessing.fit(table, { target: name });
    expect([...(preprocessing.classNames ?? [])].sort()).toEqual([name, "b"].sort());
    const again = Preprocessing.fromJSON(JSON.parse(JSON.stringify(preprocessing)));
    expect(again.examples(table)).toEqual(preprocessing.examples(table));
    const feature = Preprocessing.fit(parseTable(`${name},y\n1,0.5\n2,3\n`));
    expect([...feature.transform([JSON.parse(`{"${name}":2}`)]).data]).toEqual([1]);
    expect(() => feature.transform([{}])).toThrow("needs a column");
  });
});

it("a layer's field may have any name", () => {
  class Odd extends Module {
    constructor(name: string) {
      super();
      Object.defineProperty(this, name, { value: tensor([1], { requiresGrad: true }), enumerable: true });
    }
    forward(x: ReturnType<typeof tensor>) {
      return x;
    }
  }
  const model = new Sequential(new Odd("__proto__"), new Odd("constructor"));
  expect([...model.stateDict().keys()]).toEqual(["0.__proto__", "1.constructor"]);
});

it("schedules nested without end are refused, not a stack overflow", () => {
  expect(() => parseSchedule("scale(1,".repeat(100_000))).toThrow("expected at most 10000 characters, got 800000");
  let description: object = { name: "constant", args: { value: 1 } };
  for (let i = 0; i < 100_000; i++) description = { name: "warmup", args: { steps: 1, schedule: description } };
  expect(() => fromDescription(description)).toThrow("fromDescription: schedules must be at most 50 levels deep");
});

it("a CSV cell may hold half a million quotes, and five million are refused without a stack overflow", () => {
  const [, kind] = parseTable(`x,kind\n1,"${'""'.repeat(5e5)}"\n`, "f").columns;
  expect("texts" in kind && kind.texts[0].length).toBe(5e5);
  const most = "f:2: column 2: needs at most 1048576 characters in a cell, got 5000000";
  expect(() => parseTable(`x,kind\n1,"${'""'.repeat(5e6)}"\n`, "f")).toThrow(most);
});

const src = new URL("../../src/", import.meta.url);

/** The sources whose code, without its comments, matches. */
function sourcesWith(pattern: RegExp): string[] {
  const files = readdirSync(src, { recursive: true, encoding: "utf8" }).filter((file) => file.endsWith(".ts"));
  expect(files.length).toBeGreaterThan(100);
  return files.filter((file) =>
    pattern.test(readFileSync(new URL(file, src), "utf8").replace(/\/\*\*?[\s\S]*?\*\//g, "")),
  );
}

it("nothing in src turns text into code", () => {
  expect(sourcesWith(/(?<!def )\beval\(["'`\w]|new Function\(|\bFunction\(|node:vm|setTimeout\(["'`]/)).toEqual([]);
});

it("only a word of the command line names a module to import", () => {
  expect(sourcesWith(/\bimport\([^"]/)).toEqual(["cli/modules/loadExport.ts"]);
  expect(sourcesWith(/\bloadExport\(/).sort()).toEqual([
    "cli/check/userCheck.ts",
    "cli/modules/loadExport.ts",
    "cli/modules/userRules.ts",
  ]);
});

it("only `train --live` uses the network, and only as a server on loopback", () => {
  const network = /"node:(net|tls|dgram|dns|http|https|http2)"|\bfetch\(|XMLHttpRequest|WebSocket|EventSource/;
  expect(sourcesWith(new RegExp(`^(?!import type ).*(${network.source})`, "m")).sort()).toEqual([
    "cli/train/live/livePage.ts",
    "cli/train/live/openLive.ts",
  ]);
  const server = readFileSync(new URL("cli/train/live/openLive.ts", src), "utf8");
  expect(server).toMatch(/^const host = "127\.0\.0\.1";$/m);
  expect(server.match(/\.listen\(.*/g)).toEqual([".listen(port, host, resolve);"]);
  expect(server.match(/from "node:http";/g)).toHaveLength(1);
  expect(server).toMatch(/^import \{ createServer, type \w+, type \w+, type \w+ \} from "node:http";$/m);
  const page = readFileSync(new URL("cli/train/live/livePage.ts", src), "utf8");
  expect(page.match(/\bnew EventSource\(.*?\)/g)).toEqual(['new EventSource("/events")']);
});
