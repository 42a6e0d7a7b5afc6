/** @file The step inspector of networks: any weight, with the very numbers that the network trains with. */
import { beforeAll, describe, expect, it } from "vitest";
import { readHash, writeHash } from "../../site/lab/hash.ts";
import { netForms } from "../../site/lab/network/netForms.ts";
import { weightsOf } from "../../site/lab/network/netModel.ts";
import { NetRun } from "../../site/lab/network/netRun.ts";
import type { NetState } from "../../site/lab/network/netState.ts";
import { weightHistory } from "../../site/lab/network/weightHistory.ts";
import {
  inspectedWeight,
  moveWeightLine,
  refusalOf,
  weightLines,
  weightReasons,
  weightSteps,
  weightText,
} from "../../site/lab/network/weightInspection.ts";
import { layersOf } from "../../site/lab/network/weightRates.ts";
import { addSources } from "../../site/lab/ruleSources.ts";
import { readRuleSources } from "../../site/readRuleSources.ts";
import { useReference } from "../../src/kernels/useReference.ts";

beforeAll(() => {
  addSources(readRuleSources());
  // As in the page.
  useReference();
});

const netOf = (hash: string): NetState => readHash(hash).state.net;
const small = netOf("#m=network&d=xor&h=3&b=8&nsteps=20&nt=6&r=sgd(lr=0.1),adam(lr=0.02),lion(lr=0.01)&ni=1&nline=2");
const stepsOf = (state: NetState, weight: number, steps = 20) =>
  weightSteps(state, weightHistory({ state }, { rule: state.inspected, weight, steps }));

/** All weights of every rule of a run after each of 20 steps. */
function trained(state: NetState): Float32Array[][] {
  const run = new NetRun(state);
  return Array.from({ length: 20 }, (_, t) => {
    run.advance(t + 1);
    return run.trainings.map(({ model }) => weightsOf(model));
  });
}

describe("the inspected weight of a network", () => {
  it("has the network's own values after every step, bit for bit, also with decay, clipping and a schedule", () => {
    for (const change of [
      {},
      { decay: "l2", lambda: 0.1, clip: 0.05 },
      { decay: "decoupledDecay", lambda: 0.1, schedule: "cosine" },
    ] as const) {
      const weights = trained({ ...small, ...change });
      for (const inspected of [0, 1, 2])
        for (const weight of [4, 16]) {
          const values = stepsOf({ ...small, ...change, inspected }, weight).map(({ after }) => after[0]);
          const own = weights.map((all) => all[inspected][weight]);
          expect(values, JSON.stringify([change, inspected, weight])).toEqual(own);
        }
    }
  });

  it("has the network's value after 12 steps under every rule that trains, or says why it has no lines", () => {
    const refused = new Set<string>();
    for (const form of netForms) {
      const state = { ...small, inspected: 0, choices: [{ ...form, settings: { lr: 0.01 }, look: 0 }] };
      if (refusalOf(state) !== null) refused.add(form.rule);
      else {
        const run = new NetRun(state);
        run.advance(12);
        const [last] = stepsOf(state, 4, 12).slice(-1);
        expect(last.after[0], form.rule + form.variant).toBe(weightsOf(run.trainings[0].model)[4]);
      }
    }
    expect([...refused]).toEqual(["adafactor", "lamb", "lars", "prodigy", "ranger"]);
  });

  it("gets the gradient that the rule got: after clipping", () => {
    const clip = 0.05;
    const state = { ...small, clip };
    const run = new NetRun(state);
    run.advance(1);
    const norm = run.records[1].curves.gradientNorm[1];
    expect(norm).toBeGreaterThan(clip);
    const [clipped, whole] = [state, small].map((one) => stepsOf(one, 4, 1)[0].gradient[0]);
    expect(clipped / whole).toBeCloseTo(clip / norm, 5);
    const parameter = run.trainings[1].model.parameters()[0];
    expect(clipped).toBe(parameter.grad?.[4]);
  });

  it("has the lines of the file with operands, and those of the decay around the rule", () => {
    const step = stepsOf(small, 4)[5];
    const lines = weightLines(small, step);
    const source = readRuleSources()["src/optim/rules/adam.ts"].split("\n");
    for (const { line, text } of lines) expect(source[line - 1].trim().replace(/;$/, "")).toBe(text);
    const { text, equations, operands, before, after } = lines[2];
    expect(text).toBe("m[i] = beta1 * m[i] + (1 - beta1) * g[i]");
    expect(equations).toEqual(["mₜ = β₁ mₜ₋₁ + (1 − β₁) gₜ"]);
    expect(operands).toMatch(/^0\.9 \* \S+ \+ \(1 - 0\.9\) \* \S+$/);
    expect(after).toBe(Math.fround(0.9 * (before as number) + (1 - 0.9) * step.gradient[0]));
    expect(lines.at(-1)?.after).toBe(step.after[0]);
    const decayed = { ...small, decay: "l2" as const };
    expect(weightLines(decayed, stepsOf(decayed, 4)[0])[0].file).toBe("src/optim/wrappers/l2.ts");
  });

  it("is said in words: its place, its value, its gradient, and why the step has its size", () => {
    const [layer] = layersOf(new NetRun(small).trainings[0].model);
    const step = stepsOf(small, 4)[5];
    expect(weightText("adam", layer, 4, step)).toMatch(
      /^adam, step 6: 0\.weight, row 2, column 0, is \S+, gradient \S+\.$/,
    );
    const words = weightReasons(small, step);
    expect(words[0]).toMatch(/^the weight moved by \S+ = \S+ × g: an effective learning rate of /);
    expect(words.join()).not.toContain("element");
  });

  it("is the last one where the link names one beyond, and ends where the training ended", () => {
    const layers = layersOf(new NetRun(small).trainings[0].model);
    expect(inspectedWeight({ ...small, layer: 9, index: 99 }, layers)).toEqual({ layer: layers[3], index: 1 });
    const ended = {
      ...small,
      activation: "relu" as const,
      inspected: 0,
      choices: netOf("#m=network&r=sgd(lr=1e30)").choices,
    };
    const run = new NetRun(ended);
    run.advance(20);
    expect(run.records[0].done).toBeLessThan(20);
    expect(stepsOf(ended, 4)).toHaveLength(run.records[0].done);
    expect(() => weightHistory({ state: small }, { rule: 0, weight: 17, steps: 1 })).toThrow(
      "weightHistory: weight must be in the network, got 17",
    );
  });

  it("is kept by a link", () => {
    const hash = "#v=1&m=network&tab=step&layer=2&w=3&ni=1&nline=2";
    expect(writeHash(readHash(hash).state)).toBe(hash);
    expect(readHash("#m=network&w=-1").notices).toEqual(['link: w must be an integer >= 0, got "-1"; using 0']);
  });
});

describe("moving by lines of a weight", () => {
  it("passes every line of every step, and comes back the same way", () => {
    const steps = stepsOf(small, 4);
    const walk = (from: Pick<NetState, "t" | "line">, by: 1 | -1): [t: number, line: number][] => {
      const places: [number, number][] = [];
      for (let state = from; places.length < 200; ) {
        const change = moveWeightLine(state, by, state.t === 0 ? [] : steps, 20);
        if (Object.keys(change).length === 0) break;
        state = { ...state, ...change };
        places.push([state.t, state.line]);
      }
      return places;
    };
    const there = walk({ t: 0, line: 0 }, 1);
    expect(there).toHaveLength(20 * 7);
    expect([[20, 6], ...walk({ t: 20, line: 6 }, -1)]).toEqual([...there.reverse(), [0, 0]]);
  });
});
