/** @file The parts of the editor that need no page: modules of programs, the console's texts, curves, sentences. */
import { format } from "node:util";
import { describe, expect, it } from "vitest";
import { endText } from "../../site/tryIt/endText.ts";
import { formatValues } from "../../site/tryIt/formatValues.ts";
import { lineIn } from "../../site/tryIt/lineIn.ts";
import { plotsOf } from "../../site/tryIt/plotsOf.ts";
import { toModule } from "../../site/tryIt/toModule.ts";
import { tensor } from "../../src/index.ts";

describe("toModule", () => {
  const codeOf = (program: string): string => {
    const made = toModule(program, "http://a/try/");
    return "code" in made ? made.code : "";
  };

  it("names the bundles, also where an import has several lines", () => {
    const program =
      'import {\n  adam,\n} from "downhill";\nimport { matchers } from "downhill/testing";\nadam(matchers);';
    expect(codeOf(program)).toBe(
      'import {\n  adam,\n} from "http://a/try/index.js";\nimport { matchers } from "http://a/try/testing.js";\nadam(matchers);',
    );
  });

  it("strips types and keeps every line at its number", () => {
    const program =
      'interface A {\n  b: number;\n}\n\nconst a = { b: 1 } as A;\nlog(a.b satisfies number, "from \\"x\\"");\n';
    expect(codeOf(program).split("\n")[5]).toMatch(/^log\(a\.b *, "from \\"x\\""\);$/);
  });

  it.each([
    ["a;\nimport { a } from 'lodash';", 2, 'import: the page has downhill and downhill/testing, got "lodash"'],
    ["a;\n\nlet = = 2;", 3, "SyntaxError: Unexpected token"],
  ])("says where %j is wrong", (program, line, message) => {
    expect(toModule(program, "/")).toEqual({ problem: { line, message: expect.stringContaining(message) } });
  });
});

it.each([
  [[1, -0, Number.NaN, 1n, true, null, undefined, Symbol("a")]],
  [["text", ["text", "it's", '"', `'"`, "\n"]]],
  [[[], {}, [[]], { a: [], "b-c": {} }]],
  [[[1, 2.5], new Float32Array([1, 0.1]), new Int32Array(0)]],
  [[new Map([["a", 1]]), new Set([1, "b"])]],
  [[{ a: { b: { c: { d: 1 } } } }, [[[[1]]]]]],
  [
    [
      {
        layers: [{ layer: "Linear", inFeatures: 2, outFeatures: 16, bias: true }, { layer: "ReLU" }],
        name: "x".repeat(50),
      },
    ],
  ],
  [[Array.from({ length: 6 }, () => "x".repeat(30))]],
  [[() => 1, format, class A {}]],
  [[tensor([[0.5, 2]])]],
])("formatValues writes %o as Node does", (values) => {
  expect(formatValues(values)).toBe(format(...values));
});

describe("lineIn", () => {
  it("is the first line of the module in a stack", () => {
    const module = "blob:http://a/1-2";
    expect(
      lineIn(`Error: x\n    at f (http://a/index.js:5:1)\n    at ${module}:7:3\n    at ${module}:9:1`, module),
    ).toBe(7);
    expect(lineIn("Error: x\n    at f (http://a/index.js:5:1)", module)).toBeNull();
  });
});

describe("plotsOf", () => {
  it("finds the numbers of equal lines over the first, which rises", () => {
    const output = "step 10: loss 0.5, lr 0.1\nother\nstep 20: loss 0.25, lr 0.1\nstep 30: loss -1e-3, lr 0.1\n";
    const points = [
      [10, 0.5],
      [20, 0.25],
      [30, -0.001],
    ];
    expect(plotsOf(output)).toEqual([{ x: "step", y: "loss", points }]);
  });

  it.each([
    ["two lines", "a 1: 2\na 2: 3\n"],
    ["a first number that falls", "a 3: 1\na 2: 2\na 1: 3\n"],
    ["one number a line", "1\n2\n3\n"],
    ["other words", "a 1: 2\nb 2: 3\nc 3: 4\n"],
  ])("finds none in %s", (_, output) => expect(plotsOf(output)).toEqual([]));
});

describe("endText", () => {
  const program = { code: "a", expected: "1\n", isExercise: false, edited: "a", printed: "1\n", error: null };
  it.each([
    [{}, "Done. The output is that of the page."],
    [{ printed: "2\n" }, "Done. The output differs from that of the page."],
    [{ edited: "b", printed: "2\n" }, "Done."],
    [{ error: { line: 3 } }, "Stopped by an error in line 3."],
    [{ error: { line: null } }, "Stopped by an error."],
    [{ isExercise: true, printed: "passed\n" }, "The check passes."],
    [{ isExercise: true }, "Done, without the check."],
    [{ isExercise: true, error: { line: 1 } }, "The check fails, as it should before you change the program."],
    [{ isExercise: true, printed: "x\n", error: { line: 1 } }, "Stopped by an error in line 1."],
  ])("of %j is %j", (change, text) => expect(endText({ ...program, ...change })).toBe(text));
});
