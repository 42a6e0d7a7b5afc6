/** @file Adafactor: second moments from row and column sums. */

import { Random } from "../../autograd/random.ts";
import { subject } from "../subject.ts";
import { assertClose } from "../support/assertClose.ts";
import { claim } from "../support/claim.ts";
import { holds } from "../support/holds.ts";
import { gaussians } from "../support/noise.ts";
import { norm, repeat, scaled, upTo } from "../support/numbers.ts";
import { tensorMoves } from "../support/tensorMoves.ts";

const { abs, sqrt, sign, max, min } = Math;

const rms = (x: readonly number[]): number => norm(x) / sqrt(x.length);

export const adafactor = subject("adafactor", {
  lr: { quadratic: 0.3, rosenbrock: 0.05, spiral: 0.05 },
  scaleFree: { eps1: 0 },
  claims: [
    claim(
      "Adafactor's factors are exact for a gradient of rank one: every weight moves by the same amount",
      (optim) => {
        const [rows, columns] = [
          [1, -20, 0.3],
          [2, 0.05],
        ];
        const g = rows.flatMap((a) => columns.map((b) => a * b));
        const start = repeat(3, 6);
        const stream = upTo(4).map((t) => scaled(g, t));
        const path = tensorMoves(
          optim,
          optim.adafactor({ lr: 0.1, variant: "transformers", clip: 100 }),
          start,
          stream,
          [3, 2],
        );
        for (const move of path) assertClose(move.map(abs), repeat(abs(move[0]), 6), { relative: 1e-9 });
        assertClose(
          path[0],
          g.map((value) => -0.1 * sign(value)),
          { relative: 1e-9 },
        );
      },
    ),

    claim("Adafactor's decay β̂₂ is 1 − t^(−decay): the first gradient alone, then more and more memory", (optim) => {
      const [lr, decay] = [0.1, 0.6];
      const stream = [
        [1, 2],
        [3, -1],
        [0.5, 4],
        [2, 2],
      ];
      const path = tensorMoves(
        optim,
        optim.adafactor({ lr, decay, variant: "transformers", clip: 1e9 }),
        [1, 1],
        stream,
      );
      let v = [0, 0];
      for (const [i, g] of stream.entries()) {
        const beta2 = 1 - (i + 1) ** -decay;
        v = v.map((before, j) => beta2 * before + (1 - beta2) * g[j] * g[j]);
        assertClose(
          path[i],
          g.map((value, j) => (-lr * value) / sqrt(v[j])),
          { relative: 1e-9 },
        );
      }
    }),

    claim("Adafactor never moves by more than clip · rate, in root mean square", (optim) => {
      const random = new Random(43);
      const stream = upTo(20).map((t) => scaled(gaussians(random, 6), t === 10 ? 1e4 : 1));
      const settings = { lr: 0.1, variant: "transformers", clip: 0.5 } as const;
      for (const shape of [[6], [2, 3]]) {
        const sizes = tensorMoves(optim, optim.adafactor(settings), gaussians(random, 6), stream, shape).map(rms);
        holds(max(...sizes) <= 0.05 * (1 + 1e-9));
        assertClose(sizes[9], 0.05, { relative: 1e-9 });
      }
    }),

    claim("Adafactor's relative rate is max(ε₂, RMS θ) · min(η, 1/√t)", (optim) => {
      const rates = (start: number, lr: number): number[] =>
        tensorMoves(
          optim,
          optim.adafactor({ lr, eps2: 0.01, clip: 1e9 }),
          [start, start],
          repeat(1, 9).map(() => [-1, -1]),
        ).map(rms);
      for (const [start, lr] of [
        [3, 0.001],
        [0, 0.4],
        [0, 1e9],
      ]) {
        // All gradients alike: U = 1 in every element, and θ grows by the rate.
        let theta = start;
        for (const [i, rate] of rates(start, lr).entries()) {
          assertClose(rate, max(0.01, theta) * min(lr, 1 / sqrt(i + 1)), { relative: 1e-9 });
          theta += rate;
        }
      }
    }),

    claim("Adafactor takes a single number as a matrix of one element", (optim) => {
      const [move] = tensorMoves(optim, optim.adafactor({ lr: 0.1, variant: "transformers" }), [2], [[-7]], []);
      assertClose(move, [0.1], { relative: 1e-9 });
    }),
  ],
});
