import { readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";
import * as optim from "../../src/optim/index.ts";
import type { Rule, State, Step } from "../../src/optim/rule.ts";
import { type TracedRule, type TraceEvent, traceUpdate } from "../../src/optim/trace.ts";
import { type Case, caseTitle, constructRule } from "../../src/testing/golden.ts";
import { traceOf } from "../../src/testing/traceOf.ts";
import { trajectories } from "./golden.ts";

type Update = (rule: Rule, step: Step, state: State, hyper: Record<string, number>) => void;

/** Weights and buffers after every update of the case, by one way of updating. */
function replay(made: Case, update: Update): number[][] {
  const rule = constructRule(made, optim);
  const theta = Float64Array.from(made.theta0);
  const hyperAt = (t: number): Record<string, number> =>
    Object.fromEntries(
      Object.entries(rule.hyper).map(([name, value]) => [name, typeof value === "number" ? value : value(t)]),
    );
  const state = rule.init(theta, made.shape, hyperAt(1));
  return made.gradients.map((gradient, k) => {
    const t = k + 1;
    update(rule, { theta, g: Float64Array.from(gradient), t, shape: made.shape }, state, hyperAt(t));
    return [...theta, ...Object.values(state).flatMap((buffer) => [...buffer])];
  });
}

const traced = trajectories.filter(
  (made) => made.inner === undefined && traceOf(constructRule(made, optim)) !== undefined,
);

describe("an update executed statement by statement", () => {
  it.each(traced.map((made) => [caseTitle(made), made] as const))("leaves the same bits: %s", (_title, made) => {
    const stepwise = replay(made, (rule, step, state, hyper) =>
      traceUpdate(traceOf(rule) as TracedRule, step, state, hyper),
    );
    expect(stepwise).toEqual(replay(made, (rule, step, state, hyper) => rule.update(step, state, hyper)));
  });

  it("records the line, the inputs and the result of every statement", () => {
    const events: TraceEvent[] = [];
    const adam = trajectories.find(({ rule, case: kind }) => rule === "adam" && kind === "defaults") as Case;
    replay(adam, (rule, step, state, hyper) =>
      traceUpdate(traceOf(rule) as TracedRule, step, state, hyper, (event) => step.t === 1 && events.push(event)),
    );
    const lines = readFileSync(new URL("../../src/optim/rules/adam.ts", import.meta.url), "utf8").split("\n");
    for (const { statement } of events) expect(lines[statement.line - 1].trim()).toBe(`${statement.text};`);
    const [first] = events;
    expect([first.statement.target, first.element, first.reads.beta1, first.reads.t]).toEqual([
      "correction1",
      null,
      0.9,
      1,
    ]);
    const moments = events.filter(({ statement }) => statement.target === "m");
    expect(moments.map(({ element }) => element)).toEqual([0, 1, 2, 3, 4]);
    for (const { element, before, after, reads } of moments) {
      expect(before).toBe(0);
      expect(reads.g).toBe(adam.gradients[0][element as number]);
      expect(after).toBe(0.9 * 0 + (1 - 0.9) * reads.g);
    }
  });
});
