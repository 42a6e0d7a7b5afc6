/** @file AdaGrad, RMSProp, Adadelta and Rprop: closed forms for constant gradients, and what their papers claim. */
import assert from "node:assert/strict";
import { Random } from "../../autograd/random.ts";
import { assertClose, claim, holds, last, moves, repeat, trajectory, upTo } from "../check.ts";

const { sqrt, abs, min } = Math;

/** Gradients of ordinary size, seeded. */
export function noise(seed: number, n: number): number[] {
  const random = new Random(seed);
  return Array.from({ length: n }, () => random.normal());
}

export const adaptive = [
  claim("AdaGrad's step t on a constant gradient is η/√t", (optim) => {
    for (const g of [0.001, -40]) {
      const expected = upTo(50).map((t) => (-Math.sign(g) * 0.1) / sqrt(t));
      assertClose(moves(optim, optim.adagrad({ lr: 0.1, eps: 0 }), repeat(g, 50)), expected, { relative: 1e-12 });
    }
  }),

  claim("AdaGrad adds ε outside the root, or inside; its sum starts at `initial`", (optim) => {
    const [lr, eps, initial, g] = [0.1, 0.5, 2, 3];
    const first = (epsPlacement: "outside" | "inside"): number =>
      moves(optim, optim.adagrad({ lr, eps, initial, epsPlacement }), [g])[0];
    assertClose(first("outside"), (-lr * g) / (sqrt(11) + eps), { relative: 1e-14 });
    assertClose(first("inside"), (-lr * g) / sqrt(11 + eps), { relative: 1e-14 });
  }),

  claim("AdaGrad's rate decay divides η by 1 + (t − 1)d", (optim) => {
    const plain = moves(optim, optim.adagrad({ lr: 0.1 }), repeat(2, 20));
    const decayed = moves(optim, optim.adagrad({ lr: 0.1, lrDecay: 0.3 }), repeat(2, 20));
    assertClose(
      decayed,
      plain.map((move, t) => move / (1 + 0.3 * t)),
      { relative: 1e-12 },
    );
  }),

  claim("AdaGrad's effective learning rate never grows", (optim) => {
    const stream = noise(1, 300);
    const rates = moves(optim, optim.adagrad({ lr: 0.1 }), stream).map((move, t) => -move / stream[t]);
    for (let t = 1; t < rates.length; t++) holds(rates[t] <= rates[t - 1] * (1 + 1e-9), `update ${t + 1}`);
    holds(last(rates) < rates[0] / 10, "it does shrink");
  }),

  claim("RMSProp's step t on a constant gradient is η/√(1 − ρᵗ)", (optim) => {
    const expected = upTo(40).map((t) => -0.01 / sqrt(1 - 0.9 ** t));
    assertClose(moves(optim, optim.rmsprop({ lr: 0.01, rho: 0.9, eps: 0 }), repeat(7, 40)), expected, {
      relative: 1e-12,
    });
  }),

  claim("RMSProp's mean square may start at 1, as TensorFlow's did: a first step 30 times smaller", (optim) => {
    const settings = { lr: 0.01, rho: 0.9, eps: 1e-8, epsPlacement: "inside" } as const;
    assertClose(moves(optim, optim.rmsprop(settings), [0.1])[0], 0.968377381511 - 1, { absolute: 1e-12 });
    const ones = optim.rmsprop({ ...settings, initial: 1 });
    assertClose(moves(optim, ones, [0.1])[0], 0.998946492572 - 1, { absolute: 1e-12 });
  }),

  claim("RMSProp's momentum sums normalised gradients: ηΣμᵗ⁻ˢnₛ", (optim) => {
    const settings = { lr: 0.01, rho: 0.9, eps: 0 };
    const stream = noise(2, 20);
    const plain = moves(optim, optim.rmsprop(settings), stream);
    let velocity = 0;
    const summed = plain.map((move) => (velocity = 0.7 * velocity + move));
    for (const lrPlacement of ["outside", "inside"] as const) {
      assertClose(moves(optim, optim.rmsprop({ ...settings, mu: 0.7, lrPlacement }), stream), summed, {
        absolute: 1e-14,
      });
    }
  }),

  claim("centered RMSProp divides by the deviation around the mean gradient", (optim) => {
    const [rho, g] = [0.9, 2];
    const settings = { lr: 0.01, rho, eps: 0, centered: true };
    // v − a² = g²(1 − ρᵗ) − g²(1 − ρᵗ)² = g² ρᵗ (1 − ρᵗ)
    const expected = upTo(20).map((t) => -0.01 / sqrt(rho ** t * (1 - rho ** t)));
    assertClose(moves(optim, optim.rmsprop(settings), repeat(g, 20)), expected, { relative: 1e-9 });
  }),

  claim("centered RMSProp in Float32 stays finite on constant gradients, where v − a² rounds below 0", (optim) => {
    const [rho, steps] = [0.5, 200];
    for (const g of [0.3, 1234.5].map(Math.fround)) {
      for (const epsPlacement of ["outside", "inside"] as const) {
        const settings = { lr: 1e-6, rho, eps: 1e-16, centered: true, epsPlacement } as const;
        const run = { start: [0], gradient: () => [g], steps, floats: Float32Array };
        const path = trajectory(optim, optim.rmsprop(settings), run);
        holds(
          path.every(([x]) => Number.isFinite(x)),
          `g = ${g}, ε ${epsPlacement}`,
        );
      }
      // The trap is there: the two averages as Float32 keeps them.
      const [v, a] = [new Float32Array(1), new Float32Array(1)];
      const variances = upTo(steps).map(() => {
        v[0] = rho * v[0] + (1 - rho) * g * g;
        a[0] = rho * a[0] + (1 - rho) * g;
        return v[0] - a[0] * a[0];
      });
      holds(min(...variances) < -1e-16, `g = ${g}`);
    }
  }),

  claim("Adadelta's first step is √ε/√((1 − ρ)g² + ε) · g, whatever the units", (optim) => {
    const [rho, eps] = [0.95, 1e-6];
    for (const g of [1e-3, 0.1, -25]) {
      const expected = (-sqrt(eps) / sqrt((1 - rho) * g * g + eps)) * g;
      assertClose(moves(optim, optim.adadelta({ rho, eps }), [g])[0], expected, { relative: 1e-12 });
    }
    assertClose(moves(optim, optim.adadelta({ rho, eps }), [1e4])[0], -sqrt(eps / (1 - rho)), { relative: 1e-9 });
  }),

  claim("Adadelta's numerator lags by one step and does not see lr", (optim) => {
    const [rho, eps] = [0.9, 1e-4];
    const stream = [1, -2, 0.5];
    const unit = moves(optim, optim.adadelta({ rho, eps }), stream);
    const squares = averages2(rho, stream);
    const deltas = averages2(rho, unit);
    for (const t of [1, 2]) {
      assertClose(unit[t], -(sqrt(deltas[t - 1] + eps) / sqrt(squares[t] + eps)) * stream[t], { relative: 1e-12 });
    }
    const scaled = moves(optim, optim.adadelta({ rho, eps, lr: 0.25 }), stream);
    assertClose(
      scaled,
      unit.map((move) => move / 4),
      { relative: 1e-13 },
    );
  }),

  claim("Rprop sees signs only: any positive factor at any time leaves every bit as it was", (optim) => {
    const random = new Random(3);
    const stream = noise(4, 60);
    const scaled = stream.map((g) => g * random.uniform(1e-3, 1e3));
    for (const variant of ["rprop+", "rprop-", "irprop-"] as const) {
      const rule = () => optim.rprop({ lr: 0.1, variant });
      assert.deepEqual(moves(optim, rule(), scaled), moves(optim, rule(), stream));
    }
  }),

  claim("Rprop's step grows by η⁺ up to its bound while the sign stays", (optim) => {
    for (const variant of ["rprop+", "rprop-", "irprop-"] as const) {
      const settings = { lr: 0.1, etaPlus: 1.5, stepMax: 2, variant };
      const expected = upTo(12).map((t) => -Math.min(2, 0.1 * 1.5 ** (t - 1)));
      assertClose(moves(optim, optim.rprop(settings), repeat(3, 12)), expected, { relative: 1e-12 });
    }
  }),

  claim("Rprop at a change of sign: the first takes its move back, the others shorten it or wait", (optim) => {
    const stream = [1, 1, -1, -1];
    const settings = { lr: 0.1, etaPlus: 1.2, etaMinus: 0.5 };
    const variants = {
      "rprop+": [-0.1, -0.12, 0.12, 0.06],
      "rprop-": [-0.1, -0.12, 0.06, 0.072],
      "irprop-": [-0.1, -0.12, 0, 0.06],
    } as const;
    for (const [variant, expected] of Object.entries(variants)) {
      const rule = optim.rprop({ ...settings, variant: variant as keyof typeof variants });
      assertClose(moves(optim, rule, stream), expected, { absolute: 1e-15 }, variant);
    }
  }),

  claim("Rprop's step never falls below its bound", (optim) => {
    const stream = upTo(40).map((t) => (t % 2 ? 1 : -1));
    const path = moves(optim, optim.rprop({ lr: 0.1, stepMin: 0.03, variant: "rprop-" }), stream);
    assertClose(path.slice(2).map(abs), repeat(0.03, 38), { relative: 1e-12 });
  }),
];

/** Running averages of squares, from 0. */
function averages2(rho: number, values: readonly number[]): number[] {
  let mean = 0;
  return values.map((x) => (mean = rho * mean + (1 - rho) * x * x));
}
