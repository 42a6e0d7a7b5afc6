/** @file The program of the Code button: it runs, and gives the numbers of the stage, bit for bit. */
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { elementwiseForms } from "../../site/lab/forms.ts";
import { readHash } from "../../site/lab/hash.ts";
import { runOf } from "../../site/lab/run.ts";
import { snippetOf } from "../../site/lab/snippet.ts";
import { firstState, type LabState } from "../../site/lab/state.ts";
import { hasDiverged } from "../../site/lab/words.ts";
import { surfaces } from "../../src/data/surfaces/surfaces.ts";
import * as downhill from "../../src/index.ts";

/** Runs a program and returns what it logs. */
function output(program: string): unknown[][] {
  const logged: unknown[][] = [];
  const body = program
    .replace(/^import (\{.*\}) from "downhill";/, "const $1 = downhill;")
    .replace(/const (own|surface): [^=]+ =/g, "const $1 =");
  new Function("downhill", "console", body)(downhill, { log: (...values: unknown[]) => logged.push(values) });
  return logged;
}

function expectSame(state: LabState): void {
  const run = runOf(state);
  const expected = run.names.flatMap((name, i) => {
    const { points, values, last } = run.paths[i];
    if (state.choices[i].bug !== undefined) return [];
    if (hasDiverged(run.paths[i], state.t)) return [[name, "diverged"]];
    const at = Math.min(state.t, last);
    return [[name, points[2 * at], points[2 * at + 1], values[at]]];
  });
  const got = output(snippetOf(run, state)).map((row) => (row[3] === "diverged" ? [row[0], "diverged"] : row));
  expect(got).toEqual(expected);
}

describe("the program of the stage", () => {
  it("gives the same bits in 20 random states", () => {
    const state = fc.record({
      surface: fc.constantFrom(...surfaces.map(({ name }) => name)),
      rotation: fc.constantFrom(0, 12.5, 90),
      noise: fc.constantFrom(0, 0.3),
      clip: fc.constantFrom(0, 0.7),
      decay: fc.constantFrom(0, 0.1),
      seed: fc.nat(99),
      t: fc.integer({ min: 0, max: 60 }),
      tuning: fc.constantFrom("best" as const, "default" as const, 0.5),
      choices: fc.array(
        fc.constantFrom(...elementwiseForms).map((form) => ({ ...form, settings: {}, look: 0 })),
        { minLength: 1, maxLength: 4 },
      ),
    });
    fc.assert(
      fc.property(state, (one) => expectSame({ ...firstState, ...one, steps: 60 })),
      { numRuns: 20, seed: 3 },
    );
  });

  it("writes a custom function as ops of the library", () => {
    const { state } = readHash(
      "#f=custom&fx=exp(-x^2)+max(x,y)^2/3+sqrt(2)*y^2&rot=20&o=sgd(lr=0.1),adam(lr=0.1)&steps=30",
    );
    const run = runOf(state);
    const program = snippetOf(run, state);
    expect(program).toContain(
      "f: (x, y) => add(add(exp(neg(pow(x, 2))), div(pow(maximum(x, y), 2), 3)), mul(1.4142135623730951, pow(y, 2)))",
    );
    for (const [i, [name, ...numbers]] of output(program).entries()) {
      expect(name).toBe(run.names[i]);
      const { points, values } = run.paths[i];
      for (const [k, exact] of [points[60], points[61], values[30]].entries()) expect(numbers[k]).toBeCloseTo(exact, 9);
    }
    const constant = readHash("#f=custom&fx=3&o=sgd(lr=0.1)&steps=2").state;
    expect(snippetOf(runOf(constant), constant)).toContain("f: (x, y) => add(mul(x, 0), 3)");
  });

  it("names divergence, two rules of one kind, and leaves out rules that are wrong on purpose", () => {
    const { state } = readHash("#f=quadratic&k=33&o=sgd(lr=9),adam,adam(beta1=0.5),adam(bug=multiplied)&steps=30");
    expectSame(state);
    expect(snippetOf(runOf(state), state)).toContain(
      "// Rules that are wrong on purpose, average weights or evaluate the loss themselves are left out.",
    );
  });
});
