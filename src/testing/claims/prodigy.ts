/** @file Prodigy: a learning rate estimated from the path. */

import { Random } from "../../autograd/random.ts";
import { subject } from "../subject.ts";
import { assertClose } from "../support/assertClose.ts";
import { claim } from "../support/claim.ts";
import { holds } from "../support/holds.ts";
import { gaussians } from "../support/noise.ts";
import { scaled, upTo } from "../support/numbers.ts";
import { tensorMoves } from "../support/tensorMoves.ts";
import { trajectory } from "../support/trajectory.ts";

const { abs, sqrt, sign, min } = Math;

export const prodigy = subject("prodigy", {
  lr: { quadratic: 1, rosenbrock: 1, spiral: 1 },
  scaleFree: { eps: 0 },
  claims: [
    claim("Prodigy finds its own rate: on |θ − a| it comes near a, from d₀ = 1e-6, for near and far a", (optim) => {
      for (const far of [0.01, 1, 100]) {
        const path = trajectory(optim, optim.prodigy({ beta2: 0.9 }), {
          start: [0],
          gradient: ([x]) => [sign(x - far)],
          steps: 400,
        });
        const late = path.slice(300).map(([x]) => abs(x - far) / far);
        holds(min(...late) < 0.05, `a = ${far}: ${min(...late)}`);
      }
    }),

    claim("Prodigy's first move is η d₀ (1 − β₁)/√(1 − β₂), and d never falls", (optim) => {
      const [move] = tensorMoves(optim, optim.prodigy({ d0: 1e-3, eps: 0 }), [1], [[-5]]);
      assertClose(move, [(1e-3 * 0.1) / sqrt(0.001)], { relative: 1e-9 });
      const stream = upTo(60).map((t) => [t < 30 ? 1 : -1]);
      const path = tensorMoves(optim, optim.prodigy({ d0: 1e-3, beta1: 0, beta2: 0, eps: 0 }), [0], stream);
      for (let t = 1; t < 60; t++) holds(abs(path[t][0]) >= abs(path[t - 1][0]) * (1 - 1e-12), `update ${t + 1}`);
    }),

    claim("Prodigy does not see the size of the gradient", (optim) => {
      const random = new Random(48);
      const stream = upTo(40).map(() => gaussians(random, 3).map((g) => g + 1));
      const run = (factor: number) =>
        tensorMoves(
          optim,
          optim.prodigy({ eps: 0, d0: 1e-3 }),
          [1, 2, 3],
          stream.map((g) => scaled(g, factor)),
        ).flat();
      assertClose(run(128), run(1), { relative: 1e-9 });
    }),

    claim(
      "Prodigy's d is shared: a parameter that joins late starts with the d that the others have found",
      (optim) => {
        const param = () => ({ data: new Float64Array(1), grad: null as Float64Array | null, shape: [1] });
        const [old, late] = [param(), param()];
        const optimizer = new optim.Optimizer([old], optim.prodigy({ d0: 1e-3, beta1: 0, beta2: 0.81, eps: 0 }));
        const step = (...params: ReturnType<typeof param>[]): void => {
          for (const one of params) one.grad = Float64Array.of(1);
          optimizer.step();
        };
        for (const _ of upTo(20)) step(old);
        const d = optimizer.parameterStates()[0].state?.d[0] as number;
        holds(d > 2e-3, `d has grown to ${d}`);
        optimizer.addGroup({ params: [late] });
        step(old, late);
        assertClose(late.data[0], -d / sqrt(1 - 0.81), { relative: 1e-9 });
      },
    ),
  ],
});
