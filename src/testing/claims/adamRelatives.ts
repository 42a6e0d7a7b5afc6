/** @file Adamax, NAdam, AdaBelief, Yogi, Lion and ADOPT: what their papers say about step sizes and limits. */
import assert from "node:assert/strict";
import type { Rule } from "../../optim/rule.ts";
import { assertClose, averages, claim, gap, holds, last, moves, repeat, trajectory, upTo } from "../check.ts";
import { noise } from "./adaptive.ts";

const { sqrt, abs, sign, max } = Math;

export const adamRelatives = [
  claim("Adamax on a constant gradient moves by α, and divides by the largest recent gradient", (optim) => {
    const settings = { lr: 0.01, beta1: 0.9, beta2: 0.95, eps: 0 };
    assertClose(moves(optim, optim.adamax(settings), repeat(-3, 30)), repeat(0.01, 30), { relative: 1e-12 });
    const stream = [100, ...repeat(1, 30)];
    const largest = stream.map((_, t) => max(1, 100 * 0.95 ** t));
    const mean = averages(0.9, stream);
    const expected = stream.map((_, t) => (-0.01 * mean[t]) / (1 - 0.9 ** (t + 1)) / largest[t]);
    assertClose(moves(optim, optim.adamax(settings), stream), expected, { relative: 1e-12 });
  }),

  claim("NAdam with β₁ = 0 is Adam with β₁ = 0, in either form", (optim) => {
    const settings = { lr: 0.01, beta1: 0, beta2: 0.95, eps: 1e-4 };
    const stream = noise(11, 30);
    for (const variant of ["dozat", "constant"] as const) {
      holds(gap(optim, optim.nadam({ ...settings, variant }), optim.adam(settings), stream) < 1e-15, variant);
    }
  }),

  claim("NAdam with a constant β₁ looks one step ahead of Adam: its momentum is corrected for t + 1", (optim) => {
    const [lr, beta1] = [0.01, 0.9];
    const correction = (t: number): number => 1 - beta1 ** t;
    const expected = upTo(30).map(
      (t) => -lr * ((beta1 * correction(t)) / correction(t + 1) + (1 - beta1) / correction(t)),
    );
    const rule = optim.nadam({ lr, beta1, eps: 0, variant: "constant" });
    assertClose(moves(optim, rule, repeat(2, 30)), expected, { relative: 1e-11 });
  }),

  claim("NAdam's momentum warms up as β₁(1 − ½ · 0.96^(tψ))", (optim) => {
    const [lr, beta1, psi, g] = [0.01, 0.9, 1, 2];
    const mu = (t: number): number => beta1 * (1 - 0.5 * 0.96 ** (t * psi));
    const product = (t: number): number => upTo(t).reduce((P, s) => P * mu(s), 1);
    const expected = upTo(20).map((t) => {
      const m = g * (1 - beta1 ** t);
      const ahead = (mu(t + 1) * m) / (1 - product(t + 1)) + ((1 - mu(t)) * g) / (1 - product(t));
      return (-lr * ahead) / g;
    });
    const rule = optim.nadam({ lr, beta1, momentumDecay: psi, eps: 0 });
    assertClose(moves(optim, rule, repeat(g, 20)), expected, { relative: 1e-11 });
  }),

  claim("AdaBelief trusts a gradient that keeps its word: its step grows where Adam's stays", (optim) => {
    const [lr, beta1, beta2, g] = [0.01, 0.9, 0.99, 3];
    // g − mₜ = β₁ᵗ g
    const expected = upTo(30).map((t) => {
      const s = (1 - beta2) * upTo(t).reduce((sum, i) => sum + beta2 ** (t - i) * beta1 ** (2 * i) * g * g, 0);
      return (-lr * g) / sqrt(s / (1 - beta2 ** t));
    });
    const path = moves(optim, optim.adabelief({ lr, beta1, beta2, eps: 0 }), repeat(g, 30));
    assertClose(path, expected, { relative: 1e-10 });
    holds(abs(last(path)) > 2 * lr);
  }),

  claim("Yogi's second moment falls by (1 − β₂)g² per update, not in proportion to itself", (optim) => {
    const settings = { lr: 0.01, beta1: 0, beta2: 0.9, eps: 0, initial: 50 };
    const g = 0.5;
    const second = moves(optim, optim.yogi(settings), repeat(g, 40)).map((move) => ((0.01 * g) / move) ** 2);
    assertClose(
      second,
      upTo(40).map((t) => 50 - 0.1 * g * g * t),
      { relative: 1e-10 },
    );
    const up = moves(optim, optim.yogi({ ...settings, initial: 0 }), repeat(g, 3)).map(
      (move) => ((0.01 * g) / move) ** 2,
    );
    assertClose(
      up,
      [1, 2, 3].map((t) => 0.1 * g * g * t),
      { relative: 1e-10 },
    );
  }),

  claim("Yogi's bias correction, as optax has it, divides both moments as Adam does", (optim) => {
    const settings = { lr: 0.01, beta1: 0.9, beta2: 0.99, eps: 0, initial: 0 };
    const plain = moves(optim, optim.yogi(settings), noise(12, 20));
    const corrected = moves(optim, optim.yogi({ ...settings, biasCorrection: true }), noise(12, 20));
    const factor = (t: number): number => sqrt(1 - 0.99 ** t) / (1 - 0.9 ** t);
    assertClose(
      corrected,
      plain.map((move, t) => move * factor(t + 1)),
      { relative: 1e-11 },
    );
  }),

  claim("Lion moves every weight by exactly η, by signs only", (optim) => {
    const stream = noise(13, 50);
    const path = moves(optim, optim.lion({ lr: 0.001 }), stream);
    assertClose(path.map(abs), repeat(0.001, 50), { relative: 1e-12 });
    assert.deepEqual(
      moves(
        optim,
        optim.lion({ lr: 0.001 }),
        stream.map((g) => 8 * g),
      ),
      path,
    );
  }),

  claim("Lion's direction mixes with β₁ before its memory updates with β₂", (optim) => {
    // m₁ = 0.01; c₂ = 0.9 m₁ − 0.1 · 0.05 = 0.004 > 0, though g₂ < 0; m₂ = 0.99 m₁ − 0.01 · 0.05 = 0.0094;
    // c₃ = 0.9 m₂ − 0.1 · 0.08 = 0.00046 > 0; m₃ = 0.99 m₂ − 0.01 · 0.08 = 0.0085; c₄ = 0.9 m₃ − 0.1 · 0.08 = −0.00034 < 0.
    const path = moves(optim, optim.lion({ lr: 1 }), [1, -0.05, -0.08, -0.08]);
    assert.deepEqual(path.map(sign), [-1, -1, -1, 1]);
  }),

  claim("Lion's decay is decoupled: θ loses ηλθ", (optim) => {
    const run = { start: [2], gradient: () => [0], steps: 20 };
    const path = trajectory(optim, optim.lion({ lr: 0.1, weightDecay: 0.3 }), run);
    assertClose(
      path.map(([x]) => x),
      path.map((_, t) => 2 * 0.97 ** t),
      { relative: 1e-13 },
    );
  }),

  claim("ADOPT's first gradient only sets v; each later one is divided by the root of what came before it", (optim) => {
    const settings = { lr: 0.1, beta1: 0, beta2: 0.9, eps: 1e-6, clip: false };
    const path = moves(optim, optim.adopt(settings), [2, 3, -50]);
    assert.equal(path[0], 0);
    assertClose(path[1], (-0.1 * 3) / 2, { relative: 1e-12 });
    assertClose(path[2], (0.1 * 50) / sqrt(0.9 * 4 + 0.1 * 9), { relative: 1e-12 });
  }),

  claim("ADOPT's clipping holds a normalised gradient to the fourth root of t", (optim) => {
    const settings = { lr: 0.1, beta1: 0, beta2: 0.9999, eps: 1e-6 };
    const path = moves(optim, optim.adopt(settings), [1, 100, 0, 0, 1e6]);
    assertClose([path[1], path[4]], [-0.1, -0.1 * sqrt(2)], { relative: 1e-12 });
  }),

  claim("ADOPT's momentum on a constant gradient reaches η as 1 − β₁ᵗ⁻¹", (optim) => {
    const path = moves(optim, optim.adopt({ lr: 0.1, beta1: 0.8, beta2: 0.9 }), repeat(4, 30));
    assertClose(
      path,
      upTo(30).map((t) => -0.1 * (1 - 0.8 ** (t - 1))),
      { absolute: 1e-13 },
    );
  }),

  claim("ADOPT converges whatever β₂ is, where Adam goes the wrong way", (optim) => {
    const end = (rule: Rule): number =>
      last(
        trajectory(optim, rule, {
          start: [0],
          gradient: (_, t) => [t % 11 === 1 ? 110 : -10],
          steps: 6000,
          after: (theta) => {
            theta[0] = Math.min(1, max(-1, theta[0]));
          },
        }),
      )[0];
    const lr = (t: number): number => 0.1 / sqrt(t);
    holds(end(optim.adam({ lr, beta1: 0, beta2: 0.1, eps: 1e-8 })) > 0.5, "Adam");
    holds(end(optim.adopt({ lr, beta1: 0, beta2: 0.1, eps: 1e-8, clip: false })) < -0.5, "ADOPT");
  }),
];
