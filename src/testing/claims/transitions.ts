/** @file RAdam's rectification and AdaBound's bounds: learning rates that change from one method into another. */
import assert from "node:assert/strict";
import { assertClose, averages, claim, holds, moves, repeat, upTo } from "../check.ts";
import { noise } from "./adaptive.ts";

const { abs, max } = Math;

export const ratesInTransition = [
  claim(
    "RAdam is momentum for four updates, then rectified: r₅ = 0.0173, r₆ = 0.0258, r₁₀₀ = 0.215, r₅₀₀₀ = 0.983",
    (optim) => {
      // On a constant gradient m̂/√v̂ is 1 and m̂ is g, so that the steps show what multiplies them.
      const path = moves(optim, optim.radam({ lr: 1, eps: 0 }), repeat(2, 5000)).map((move) => -move);
      assertClose(path.slice(0, 4), repeat(2, 4), { relative: 1e-11 });
      assertClose([path[4], path[5]], [0.0173, 0.0258], { absolute: 5e-5 });
      assertClose([path[99], path[4999]], [0.215, 0.983], { absolute: 5e-4 });
    },
  ),

  claim("RAdam's first rectified update is the fifth for every usual β₂, the sixth with threshold 5", (optim) => {
    for (const beta2 of [0.9, 0.99, 0.999, 0.9999]) {
      for (const [threshold, first] of [
        [4, 5],
        [5, 6],
      ]) {
        const path = moves(optim, optim.radam({ lr: 1, eps: 0, beta2, threshold }), repeat(100, 12));
        const rectified = path.map((move) => abs(move) < 50);
        assert.equal(rectified.indexOf(true) + 1, first, `β₂ = ${beta2}`);
      }
    }
  }),

  claim("RAdam with β₂ ≤ 0.6, whose ρ∞ is at most 4, is never rectified and never NaN", (optim) => {
    for (const beta2 of [0, 0.3, 0.5, 0.6]) {
      const path = moves(optim, optim.radam({ lr: 0.1, beta2 }), repeat(3, 50));
      assertClose(path, repeat(-0.3, 50), { relative: 1e-11 }, `β₂ = ${beta2}`);
    }
  }),

  claim("RAdam may skip instead of falling back to momentum", (optim) => {
    const path = moves(optim, optim.radam({ lr: 0.1, fallback: "skip" }), repeat(3, 6));
    assert.deepEqual(
      path.map((move) => move === 0),
      [true, true, true, true, false, false],
    );
  }),

  claim("RAdam's momentum in its first phase is Adam's corrected one", (optim) => {
    const stream = noise(14, 4);
    const mean = averages(0.9, stream);
    const expected = mean.map((m, t) => (-0.1 * m) / (1 - 0.9 ** (t + 1)));
    assertClose(moves(optim, optim.radam({ lr: 0.1 }), stream), expected, { relative: 1e-12 });
  }),

  claim("AdaBound at first is Adam with ε beside the uncorrected root", (optim) => {
    const stream = [0.1, -0.2, 0.3, 0.3, -0.05, 0.4, 0.02];
    const adam = moves(optim, optim.adam({ epsPlacement: "uncorrected" }), stream);
    assertClose(moves(optim, optim.adabound(), stream), adam, { relative: 1e-13 });
    assertClose(moves(optim, optim.amsbound(), stream.map(abs)), moves(optim, optim.adabound(), stream.map(abs)), {
      relative: 0.2,
    });
  }),

  claim("AdaBound with bounds so wide that they never bind is Adam", (optim) => {
    const stream = noise(15, 100);
    const settings = { lr: 0.01, beta1: 0.9, beta2: 0.99, eps: 1e-4 };
    const wide = optim.adabound({ ...settings, gamma: 1e-9, baseLr: 0.01 });
    const adam = optim.adam({ ...settings, epsPlacement: "uncorrected" });
    const path = moves(optim, adam, stream);
    assertClose(moves(optim, wide, stream), path, { absolute: 1e-15 });
  }),

  claim(
    "AdaBound's and AMSBound's coefficients come within f/(γt) of f: at last they are SGD with momentum",
    (optim) => {
      const stream = noise(16, 2000).map((g, t) => (t % 50 === 0 ? 30 * g : g));
      const settings = { lr: 0.001, gamma: 0.05, finalLr: 0.1, beta1: 0.9, beta2: 0.999, baseLr: 0.001 };
      const mean = averages(0.9, stream);
      for (const rule of [optim.adabound(settings), optim.amsbound(settings)]) {
        const coefficients = moves(optim, rule, stream).map((move, t) => -move / mean[t]);
        for (const [i, coefficient] of coefficients.entries()) {
          const t = i + 1;
          holds(coefficient <= 0.1 * (1 + 1 / (0.05 * t)) * (1 + 1e-9), `above at ${t}`);
          holds(coefficient >= 0.1 * (1 - 1 / (0.05 * t + 1)) * (1 - 1e-9), `below at ${t}`);
        }
        const late = coefficients.slice(1900);
        holds(max(...late.map((coefficient) => abs(coefficient - 0.1))) < 0.1 / (0.05 * 1900));
      }
    },
  ),

  claim("AdaBound's bounds follow a schedule of η: f = finalLr · η/base", (optim) => {
    const settings = { gamma: 1e6, finalLr: 0.1, baseLr: 0.01, beta1: 0 };
    const stream = noise(17, 20);
    const path = moves(optim, optim.adabound({ ...settings, lr: (t) => 0.01 / t }), stream);
    assertClose(
      path,
      stream.map((g, t) => (-0.1 * g) / (t + 1)),
      { relative: 1e-5 },
    );
  }),

  claim("AdaBound in the paper's form has narrower bounds 1 − β₂ and falls as 1/√t", (optim) => {
    const settings = { lr: 1e-9, finalLr: 0.1, beta1: 0, beta2: 0.9, form: "paper" } as const;
    const stream = noise(18, 50);
    for (const make of [optim.adabound, optim.amsbound]) {
      // α/√v is far below the lower bound, which is what remains.
      const expected = stream.map((g, i) => (-0.1 * (1 - 1 / (0.1 * (i + 1) + 1)) * g) / Math.sqrt(i + 1));
      assertClose(moves(optim, make(settings), stream), expected, { relative: 1e-12 });
    }
  }),

  claim("AMSBound's rate between its bounds never grows but for the bias factor; AdaBound's does", (optim) => {
    const settings = { lr: 0.01, beta1: 0, beta2: 0.9, gamma: 1e-9, eps: 0, baseLr: 0.01 };
    const stream = [10, ...upTo(60).map(() => 0.1)];
    const rate = (make: typeof optim.adabound): number[] =>
      moves(optim, make(settings), stream).map((move, t) => -move / stream[t] / Math.sqrt(1 - 0.9 ** (t + 1)));
    const ams = rate(optim.amsbound);
    assertClose(ams, repeat(ams[0], 61), { relative: 1e-9 });
    holds(rate(optim.adabound)[60] > 5 * ams[0]);
  }),
];
