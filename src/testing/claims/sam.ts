/** @file SAM: the gradient at the top of a small climb. */

import { subject } from "../subject.ts";
import * as assert from "../support/assert.ts";
import { assertClose } from "../support/assertClose.ts";
import { bowl } from "../support/bowl.ts";
import { claim } from "../support/claim.ts";
import { closureClaims } from "../support/closureClaims.ts";
import { trajectory } from "../support/trajectory.ts";

const { sign } = Math;

export const sam = subject("sam", {
  inner: "momentum",
  settings: { radius: 0.01 },
  lr: { quadratic: 0.1, rosenbrock: 0.001, spiral: 1 },
  claims: [
    claim("SAM with ρ = 0 is its inner rule", (optim) => {
      const run = { ...bowl, steps: 20 };
      const inner = () => optim.momentum({ lr: 0.005 });
      assert.deepEqual(trajectory(optim, optim.sam(inner(), { radius: 0 }), run), trajectory(optim, inner(), run));
    }),

    claim("SAM steps at θ with the gradient at θ + ρ g/‖g‖", (optim) => {
      const [lr, rho, curvature] = [0.1, 0.3, 2];
      const path = trajectory(optim, optim.sam(optim.sgd({ lr }), { radius: rho }), {
        start: [4],
        loss: ([x]) => 0.5 * curvature * x * x,
        gradient: ([x]) => [curvature * x],
        steps: 10,
      }).map(([x]) => x);
      for (let t = 1; t < path.length; t++) {
        const x = path[t - 1];
        assertClose(path[t], x - lr * curvature * (x + rho * sign(x)), { relative: 1e-12 });
      }
    }),

    claim("SAM's climb is ρ long over all parameters together", (optim) => {
      const params = [[3], [4]].map((values) => ({
        data: Float64Array.from(values),
        grad: null as Float64Array | null,
        shape: [1],
      }));
      const optimizer = new optim.Optimizer(params, optim.sam(optim.sgd({ lr: 0.1 }), { radius: 1 }));
      const seen: number[][] = [];
      optimizer.step(() => {
        seen.push(params.map(({ data }) => data[0]));
        for (const param of params) param.grad = param.data.slice();
        return 0;
      });
      assertClose(seen.flat(), [3, 4, 3.6, 4.8], { relative: 1e-12 });
      assertClose(
        params.map(({ data }) => data[0]),
        [3 - 0.36, 4 - 0.48],
        { relative: 1e-12 },
      );
    }),

    claim("SAM has the published defaults", (optim) => {
      assert.deepEqual(optim.sam(optim.sgd()).hyper, { lr: 0.01, radius: 0.05 });
    }),

    ...closureClaims("SAM", (optim) => optim.sam(optim.sgd())),
  ],
});
