/** @file The equations of the inspector: one for every statement, and every symbol in them is a name of the code. */
import { beforeAll, describe, expect, it } from "vitest";
import { elementwiseForms, formName, makeRule } from "../../site/lab/forms.ts";
import { readHash } from "../../site/lab/hash.ts";
import { type InspectedLine, inspect } from "../../site/lab/inspection.ts";
import { addNotes, addSources, notesOn } from "../../site/lab/ruleSources.ts";
import { runOf } from "../../site/lab/run.ts";
import { symbolsOf, symbolText } from "../../site/lab/symbolText.ts";
import { readRuleEquations } from "../../site/readRuleEquations.ts";
import { readRuleSources } from "../../site/readRuleSources.ts";
import { traceOf } from "../../src/testing/traceOf.ts";

const file = "src/optim/rules/adam.ts";

beforeAll(() => {
  addSources(readRuleSources());
  addNotes(readRuleEquations());
});

function adamLines(): readonly InspectedLine[] {
  const { state } = readHash("#f=quadratic&o=adam(lr=0.5)&t=6");
  return inspect(runOf(state), state)?.lines ?? [];
}

describe("the equations", () => {
  it("exist for every statement of every form, and mark each symbol with a name of that statement", () => {
    let count = 0;
    for (const form of elementwiseForms) {
      const traced = traceOf(makeRule(form));
      for (const one of traced?.statements ?? [])
        for (const { line, target, reads } of one.kind === "loop" ? one.body : [one]) {
          const mathml = notesOn(traced?.file ?? "").equations[line];
          const marked = [...mathml.matchAll(/data-s="([^"]*)"/g)].map(([, name]) => name);
          expect([target, ...reads], `${formName(form)} ${line}`).toEqual(expect.arrayContaining(marked));
          expect(new Set(marked), `${formName(form)} ${line}`).toContain(target);
          expect(mathml).not.toMatch(/style=|class=/);
          count++;
        }
    }
    expect(count).toBeGreaterThan(200);
  });

  it("use the papers' symbols, from the statement itself", () => {
    const { equations } = notesOn(file);
    const text = (line: number): string => equations[line].replace(/<[^>]*>/g, "");
    expect([text(47), text(49)]).toEqual(["mt=β1mt−1+(1−β1)gt", "mˆt=mtcorrection1"]);
  });

  it("reach the lines of the inspector", () => {
    expect(adamLines().map(({ mathml }) => mathml)).toEqual(Object.values(notesOn(file).equations).slice(0, 7));
  });
});

describe("a symbol", () => {
  it("is a name with a value, in the order of the code", () => {
    expect(symbolsOf(adamLines()[6])).toEqual(["theta", "lr", "mHat", "vHat", "epsRoot", "eps"]);
  });

  it("is told with its value and meaning; a target with its old value too", () => {
    const lines = adamLines();
    const { meanings } = notesOn(file);
    expect(symbolText(lines[2], "beta1", meanings)).toBe("beta1 = 0.9. Decay rate β₁ of m, the average of gradients.");
    expect(symbolText(lines[2], "m", meanings)).toMatch(/^m = \S+ → \S+\.$/);
    expect(symbolText(lines[0], "t", meanings)).toBe("t = 6. The number of the step, from 1.");
  });
});
