import { readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";
import * as optim from "../../src/optim/index.ts";
import type { Rule, State, Step } from "../../src/optim/rule.ts";
import { type Traced, type TracedRule, type TraceEvent, traceUpdate } from "../../src/optim/trace.ts";
import { type Case, caseTitle, constructRule } from "../../src/testing/golden.ts";
import { wrapperSettings } from "../../src/testing/identify/support/wrapperSettings.ts";
import { traceOf } from "../../src/testing/traceOf.ts";
import { wrappedTraceOf } from "../../src/testing/wrappedTraceOf.ts";
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

const traced = trajectories.filter((made) => wrappedTraceOf(constructRule(made, optim)) !== undefined);

describe("an update executed statement by statement", () => {
  it.each(traced.map((made) => [caseTitle(made), made] as const))("leaves the same bits: %s", (_title, made) => {
    const stepwise = replay(made, (rule, step, state, hyper) =>
      traceUpdate(wrappedTraceOf(rule) as Traced, step, state, hyper),
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

  it("shows the lines of a wrapper around those of its rule", () => {
    const rule = optim.lookahead(optim.agc(optim.momentum({ lr: 0.1 })), { k: 2 });
    const events: TraceEvent[] = [];
    const theta = Float64Array.of(1, 2);
    const state = rule.init(theta, [2], {});
    for (const t of [1, 2]) {
      const step = { theta, g: Float64Array.of(3, 4), t, shape: [2] };
      traceUpdate(wrappedTraceOf(rule) as Traced, step, state, rule.hyper as Record<string, number>, (event) => {
        if (event.element === 0) events.push(event);
      });
    }
    const shown = events.map(({ file, statement }) => `${file.replace(/.*\/(\w+)\.ts$/, "$1")} ${statement.target}`);
    const inside = ["agc g", "momentum u", "momentum theta"];
    expect(shown).toEqual([...inside, ...inside, "lookahead slow", "lookahead theta"]);
    const [{ before, after }] = events;
    expect([before, after]).toEqual([3, (3 * 0.01 * Math.sqrt(5)) / 5]);
    for (const { file, statement } of events) {
      const line = readFileSync(new URL(`../../${file}`, import.meta.url), "utf8").split("\n")[statement.line - 1];
      expect(line).toContain(statement.text);
    }
  });

  it("has statements for every wrapper but one whose gradient is more than an expression", () => {
    const bare = Object.entries(optim.wrappers as Readonly<Record<string, optim.WrapperFactory>>).filter(
      ([name, wrapper]) => wrappedTraceOf(wrapper(optim.sgd(), wrapperSettings[name])) === undefined,
    );
    expect(bare.map(([name]) => name)).toEqual(["centralize"]);
  });
});
