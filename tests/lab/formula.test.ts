/** @file Custom functions: the grammar, the column of each error, values and gradients. */
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { customSurface, firstFormula } from "../../site/lab/formula/customSurface.ts";
import { evaluateFormula } from "../../site/lab/formula/evaluateFormula.ts";
import { FormulaError, parseFormula } from "../../site/lab/formula/parseFormula.ts";
import { readHash, writeHash } from "../../site/lab/hash.ts";
import { pictureOf } from "../../site/lab/picture.ts";
import { runOf } from "../../site/lab/run.ts";
import { firstState } from "../../site/lab/state.ts";
import { slopeAt } from "../../src/data/surfaces/slopeAt.ts";
import { gradcheck, tensor } from "../../src/index.ts";

const at = (formula: string, x: number, y: number): number =>
  evaluateFormula(parseFormula(formula), tensor(Float64Array.of(x)), tensor(Float64Array.of(y))).item();

/** Formulas as text for this grammar and for JavaScript. */
const formulas = fc.letrec<{ node: [string, string] }>((tie) => ({
  node: fc.oneof(
    { maxDepth: 5 },
    fc.constantFrom<[string, string]>(["x", "x"], ["y", "y"], ["pi", "Math.PI"], ["2.5", "2.5"], ["1e-1", "0.1"]),
    fc
      .tuple(fc.constantFrom("+", "-", "*"), tie("node"), tie("node"))
      .map(([sign, a, b]): [string, string] => [`(${a[0]}) ${sign} (${b[0]})`, `((${a[1]}) ${sign} (${b[1]}))`]),
    fc
      .tuple(fc.constantFrom("sin", "cos", "tanh", "abs"), tie("node"))
      .map(([name, a]): [string, string] => [`${name}(${a[0]})`, `Math.${name}(${a[1]})`]),
    fc
      .tuple(fc.constantFrom("min", "max"), tie("node"), tie("node"))
      .map(([name, a, b]): [string, string] => [`${name}(${a[0]}, ${b[0]})`, `Math.${name}(${a[1]}, ${b[1]})`]),
    tie("node").map((a): [string, string] => [`-(${a[0]})^2`, `(-((${a[1]}) ** 2))`]),
  ),
}));

describe("a formula", () => {
  it("has the value that JavaScript gives, and the tape's shape", () => {
    fc.assert(
      fc.property(formulas.node, ([formula, script]) => {
        fc.pre(formula.length <= 200);
        const expected = new Function("x", "y", `return ${script}`)(1.3, -0.4) as number;
        const value = at(formula, 1.3, -0.4);
        expect(Math.abs(value - expected)).toBeLessThanOrEqual(1e-9 * Math.max(1, Math.abs(expected)));
      }),
      { seed: 4, numRuns: 300 },
    );
  });

  it.each([
    ["2 + 3 * x ^ 2", 14],
    ["-x^2", -4],
    ["2^-x^0", Number.NaN],
    ["x^0.5 * x^-2 + x^0", Math.SQRT2 / 4 + 1],
    ["x^1.5", 2 ** 1.5],
    ["8/x/2 - 1 - 1", 0],
    ["exp(log(x)) + sqrt(4) + 2^0.5^2", 4 + 2 ** 0.25],
    ["--x + +y", 5],
    ["3", 3],
    ["e^1 - e", 0],
    ["x^65 / x^64 / x", 1],
  ])("%s is %d at (2, 3)", (formula, expected) => {
    if (Number.isNaN(expected)) expect(() => at(formula, 2, 3)).toThrow("expected a number as the exponent");
    else expect(at(formula, 2, 3) / (expected || 1)).toBeCloseTo(expected === 0 ? 0 : 1, 9);
  });

  it.each([
    ["", 1, 'expected a number, x, y, a function or "("'],
    ["2x", 2, 'expected an operator; write "2 * x" for 2x'],
    ["x + * y", 5, "expected a number"],
    ["x +", 4, "expected a number"],
    ["(x + y", 7, 'expected ")"'],
    ["sin x", 5, 'expected "(" after sin'],
    ["min(x)", 6, 'expected ","; min has 2 arguments'],
    ["max(x, y, 1)", 9, 'expected ")"'],
    ["z + 1", 1, 'unknown name "z"; names: x, y, pi, e, abs'],
    ["x + constructor(1)", 5, "unknown name"],
    ["x^y", 3, "expected a number as the exponent; write exp(b * log(a)) for a^b"],
    ["x; alert(1)", 2, "expected an operator"],
    [`${"(".repeat(60)}x`, 41, "expected at most 40 levels"],
    ["x".repeat(201), 201, "expected at most 200 characters, got 201"],
  ])("%s is refused at column %d", (formula, column, problem) => {
    const error = (() => {
      try {
        parseFormula(formula);
        return null;
      } catch (thrown) {
        return thrown as FormulaError;
      }
    })();
    expect(error).toBeInstanceOf(FormulaError);
    expect(error?.message).toContain(`column ${column}: ${problem}`);
  });

  it("is read or refused, whatever the text", () => {
    const letters = fc
      .array(fc.constantFrom(..."xy12.e+-*/^(), sincomaxpi"), { maxLength: 30 })
      .map((all) => all.join(""));
    fc.assert(
      fc.property(fc.oneof(letters, fc.string()), (text) => {
        try {
          slopeAt(customSurface(text), [0.3, -2]);
        } catch (error) {
          expect(error).toBeInstanceOf(FormulaError);
        }
      }),
      { seed: 5, numRuns: 300 },
    );
  });

  it("has right gradients", () => {
    const inputs = [0.7, 1.4].map((value) => tensor([value], { dtype: "float64", requiresGrad: true }));
    for (const formula of [
      firstFormula,
      "tanh(x*y) / sqrt(x) + log(y)^3 - exp(-x^2)",
      "max(x, y)^2.5 + abs(min(x, -y))",
      "x^-3",
    ])
      expect(gradcheck(customSurface(formula).f as never, inputs).message, formula).toContain("agree");
  });
});

describe("a custom function", () => {
  it("marks the lowest point that it found in the frame", () => {
    const { minima, minimum } = customSurface("(x - 1.2345)^2 + 3*(y + 2)^2 - 7");
    expect(minima[0][0]).toBeCloseTo(1.2345, 6);
    expect(minima[0][1]).toBeCloseTo(-2, 6);
    expect(minimum).toBeCloseTo(-7, 9);
    expect(customSurface("x + y").minima).toEqual([[-4, -4]]);
    expect(customSurface("log(-1 - x^2)").minima).toEqual([]);
  });

  it("has paths, also where it is not finite, and survives its link", () => {
    for (const formula of ["x^2 + y^2", "log(x) + y^2", "sqrt(-1)", "1/0 * x", "x^64 * y^64", "0"]) {
      const hash = writeHash({ ...firstState, surface: "custom", formula, rotation: 10, steps: 20, t: 20 });
      const { state, notices } = readHash(hash);
      expect([notices, state.formula]).toEqual([[], formula]);
      expect(pictureOf(runOf(state), state)).toContain("<svg");
    }
    const { state, notices } = readHash("#f=custom&fx=x%20%2B%20q");
    expect(state.formula).toBe(firstFormula);
    expect(notices[0]).toContain('link: fx must be a formula in x and y, got "x + q": column 5: unknown name "q"');
  });
});
