/** @file Rules that are wrong on purpose, and the sweep over learning rates. */
import { describe, expect, it } from "vitest";
import { bugNamed, formOf, shownBugs, withBug } from "../../site/lab/bugs.ts";
import { readHash, writeHash } from "../../site/lab/hash.ts";
import { inspect } from "../../site/lab/inspection.ts";
import { lookOf } from "../../site/lab/look.ts";
import { runOf } from "../../site/lab/run.ts";
import { placeOf, sweep, sweepText, sweptRates, valueAtPlace } from "../../site/lab/sensitivity.ts";
import { firstState } from "../../site/lab/state.ts";
import type { KnownBug } from "../../src/testing/identify/knownBugs.ts";

const noisy = { ...firstState, surface: "quadratic", rotation: 30, noise: 0.5, steps: 60, t: 60 };

describe("a rule that is wrong on purpose", () => {
  it.each(shownBugs.map((bug) => [bug.name, bug] as const))("%s leaves the path of the correct rule", (_, bug) => {
    const [correct, wrong] = runOf({ ...noisy, choices: withBug([], bug) }).paths;
    expect([...wrong.points]).not.toEqual([...correct.points]);
  });

  it("comes with the correct rule, its settings and its rate", () => {
    const bug = bugNamed("adam.multiplied") as KnownBug;
    const [adam, ...others] = readHash("#o=adam(beta1=0.8),sgd").state.choices;
    const choices = withBug([adam, ...others], bug);
    expect(choices.map((one) => one.bug)).toEqual([undefined, undefined, "adam.multiplied"]);
    expect(choices[2].settings).toEqual({ beta1: 0.8 });
    const run = runOf({ ...firstState, choices });
    expect(run.rates[2]).toBe(run.rates[0]);
    expect(run.names).toEqual(["adam", "sgd", "adam ✗"]);
    expect(lookOf(choices[2], 2).dash).not.toEqual(lookOf(choices[0], 2).dash);
    expect(writeHash({ ...firstState, choices })).toMatch(/o=adam\(beta1=0.8\),sgd,adam\(bug=multiplied,beta1=0.8\)$/);
  });

  it("has no lines to inspect, since those of the file are right; its steps are its own", () => {
    const { state } = readHash("#f=quadratic&o=adam(bug=multiplied)&t=4");
    const run = runOf(state);
    const inspection = inspect(run, state);
    expect(inspection?.lines).toEqual([]);
    expect(inspection?.step.after).toEqual([...run.paths[0].points.slice(8, 10)]);
  });

  it("breaks a form that the stage shows", () => {
    expect(shownBugs.length).toBeGreaterThanOrEqual(40);
    for (const bug of shownBugs) expect(formOf(bug).rule).toBe(bug.name.split(".")[0]);
  });
});

describe("the sweep over learning rates", () => {
  it("ends each path where the stage would at that rate", () => {
    const { state } = readHash("#f=beale&noise=0.2&o=adam,sgd&steps=150");
    const run = runOf(state);
    const swept = sweep(run, state);
    for (const k of [0, 9, 16]) {
      const alone = runOf({ ...state, tuning: sweptRates[k] });
      for (const [i, { values, diverged }] of alone.paths.entries())
        expect(swept[i][k]).toBe(diverged ? Number.NaN : values[150] - run.surface.minimum);
    }
    expect(swept[1][24]).toBeNaN();
    expect(sweepText(["adam", "sgd"], swept)).toMatch(/^Lowest after the steps: adam \S+ at \S+, sgd \S+ at \S+\.$/);
  });

  it("has four rates a decade, and finds the place of a rate between them", () => {
    expect([sweptRates.length, sweptRates[0], sweptRates[24]]).toEqual([25, 1e-5, 10]);
    expect(placeOf(0.1)).toBeCloseTo(16, 9);
    expect(valueAtPlace([1, 100], 0.5)).toBeCloseTo(10, 9);
    expect(valueAtPlace([3, 5], 1)).toBe(5);
  });
});
