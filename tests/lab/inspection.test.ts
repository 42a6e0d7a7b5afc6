/** @file The step inspector: the rule's own lines, with the numbers of the very path on the stage. */
import { beforeAll, describe, expect, it } from "vitest";
import { arrowsOf } from "../../site/lab/arrows.ts";
import { elementwiseForms, formName } from "../../site/lab/forms.ts";
import { readHash } from "../../site/lab/hash.ts";
import { type Inspection, inspect, moveLine, stepsOf } from "../../site/lab/inspection.ts";
import { addSources } from "../../site/lab/ruleSources.ts";
import { runOf } from "../../site/lab/run.ts";
import type { LabState } from "../../site/lab/state.ts";
import { stepReasons } from "../../site/lab/stepReasons.ts";
import { readRuleSources } from "../../site/readRuleSources.ts";

beforeAll(() => addSources(readRuleSources()));

const stateOf = (hash: string): LabState => readHash(hash).state;
const adam = stateOf("#f=quadratic&o=sgd,adam(lr=0.5),lion&i=1&t=6&line=2");

function inspected(state: LabState): Inspection {
  const found = inspect(runOf(state), state);
  if (found === null) throw new Error("nothing is inspected");
  return found;
}

describe("an inspected step", () => {
  it("of every form ends where the path goes, bit for bit", () => {
    for (const form of elementwiseForms) {
      const state = { ...adam, choices: [{ ...form, settings: { lr: 0.01 }, look: 0 }], noise: 0.1, steps: 12 };
      const run = runOf(state);
      const points = stepsOf(run, state, 0).map(({ after }) => after);
      const path = Array.from({ length: 12 }, (_, t) => [...run.paths[0].points.slice(2 * t + 2, 2 * t + 4)]);
      expect(points, formName(form)).toEqual(path);
    }
  });

  it("shows the line of the file, its equation, its operands, and before and after", () => {
    const { lines, t, current } = inspected(adam);
    const [{ file }] = lines;
    expect([file, t, current]).toEqual(["src/optim/rules/adam.ts", 6, 2]);
    const source = readRuleSources()[file].split("\n");
    for (const { line, text } of lines) expect(source[line - 1].trim().replace(/;$/, "")).toBe(text);
    const { text, equations, operands, before, after, reason } = lines[2];
    expect(text).toBe("m[i] = beta1 * m[i] + (1 - beta1) * g[i]");
    expect(equations).toEqual(["mₜ = β₁ mₜ₋₁ + (1 − β₁) gₜ"]);
    expect(operands).toMatch(/^0\.9 \* \S+ \+ \(1 - 0\.9\) \* \S+$/);
    expect(reason).toMatch(/^Averages the gradients/);
    expect(after).toBe(0.9 * (before as number) + (1 - 0.9) * runOf(adam).paths[1].gradients[10]);
  });

  it("belongs to the chosen coordinate", () => {
    const [x, y] = [0, 1].map((axis) => inspected({ ...adam, axis: axis as 0 | 1 }));
    expect(x.lines[0].after).toBe(y.lines[0].after);
    expect(x.lines[2].after).not.toBe(y.lines[2].after);
    expect(x.lines.map(({ line }) => line)).toEqual(y.lines.map(({ line }) => line));
  });

  it("is the variant's own where a variant is on the stage", () => {
    const { lines } = inspected(stateOf("#o=adam(variant=tensorflow)&t=3"));
    expect(lines.map(({ target }) => target)).toEqual(["correction1", "correction2", "rate", "m", "v", "theta"]);
    expect(lines[2].equations).toEqual([]);
    expect(lines[5].equations).toEqual(["θₜ = θₜ₋₁ − αₜ mₜ / (√vₜ + ε)"]);
  });

  it("is none at the start and without rules; the last one where the path ended", () => {
    for (const hash of ["#t=0", "#o="]) expect(inspect(runOf(stateOf(hash)), stateOf(hash))).toBeNull();
    const state = stateOf("#f=quadratic&o=sgd(lr=0.2)");
    expect(inspected(state).t).toBe(runOf(state).paths[0].last);
  });
});

describe("moving by lines", () => {
  it("passes every line of every step, and comes back the same way", () => {
    const start = { ...adam, steps: 5, t: 0, line: 0 };
    const run = runOf(start);
    const walk = (from: LabState, by: 1 | -1): [t: number, line: number][] => {
      const places: [number, number][] = [];
      for (let state = from; places.length < 99; ) {
        const change = moveLine(run, state, by);
        if (Object.keys(change).length === 0) break;
        state = { ...state, ...change };
        places.push([state.t, state.line]);
      }
      return places;
    };
    const there = walk(start, 1);
    expect(there).toHaveLength(5 * 7);
    const back = walk({ ...start, t: 5, line: 6 }, -1);
    expect([[5, 6], ...back]).toEqual([...there.reverse(), [0, 0]]);
  });
});

describe("arrows on the stage", () => {
  const names = (state: LabState) => arrowsOf(inspected(state)).map(({ name }) => name);

  it("show what has a direction: m and m̂, but not v", () => {
    const targets = inspected(adam).lines.map(({ target }, line) => [target, names({ ...adam, line })]);
    expect(Object.fromEntries(targets)).toEqual({
      correction1: ["−g", "step"],
      correction2: ["−g", "step"],
      m: ["−g", "−m", "step"],
      v: ["−g", "step"],
      mHat: ["−g", "−mHat", "step"],
      vHat: ["−g", "step"],
      theta: ["−g", "step"],
    });
  });

  it("point where the numbers say", () => {
    const inspection = inspected(adam);
    const [g, m, step] = arrowsOf(inspection);
    expect([g.x, g.y]).toEqual(inspection.step.gradient.map((x) => -x));
    expect([m.x, m.y]).toEqual([...inspection.step.state.m].map((x) => -x));
    expect(step.x).toBe(inspection.step.after[0] - inspection.step.before[0]);
  });
});

describe("why this step", () => {
  it("names the coordinates, not elements", () => {
    const lines = stepReasons(inspected(adam), runOf(adam), adam);
    expect(lines[0]).toMatch(/^x moved by \S+ = \S+ × g: an effective learning rate of /);
    expect(lines.join()).not.toContain("element");
    const lion = { ...adam, inspected: 2 };
    const reason = stepReasons(inspected(lion), runOf(lion), lion).at(-1);
    expect(reason).toMatch(/^the step of y = .* decided by .*; the size of c has no effect$/);
  });
});
