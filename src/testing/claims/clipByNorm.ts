/** @file Clipping by norm, of a tensor and of a whole model. */
import assert from "node:assert/strict";
import { subject } from "../subject.ts";
import { assertClose } from "../support/assertClose.ts";
import { claim } from "../support/claim.ts";
import { norm } from "../support/numbers.ts";
import { tensorMoves } from "../support/tensorMoves.ts";

export const clipByNorm = subject("clipByNorm", {
  inner: "momentum",
  lr: { quadratic: 0.05, rosenbrock: 0.005, spiral: 1 },
  settings: { maxNorm: 3.5 },
  claims: [
    claim("clipping by norm keeps the direction and holds the length; small gradients pass unchanged", (optim) => {
      const rule = () => optim.clipByNorm(optim.sgd({ lr: 1 }), { maxNorm: 2 });
      assertClose(tensorMoves(optim, rule(), [0, 0], [[30, -40]])[0], [-1.2, 1.6], { relative: 1e-14 });
      assert.deepEqual(tensorMoves(optim, rule(), [0, 0], [[1.2, -1.5]])[0], [-1.2, 1.5]);
    }),

    claim(
      "gradients of a whole model are clipped together by norm, one by one by value, unit by unit adaptively",
      (optim) => {
        const model = () =>
          [
            [3, 4],
            [0, 12],
          ].map((grad) => ({ data: Float64Array.of(6, 8), grad: Float64Array.from(grad), shape: [2, 1] }));
        const clipped = (change: (params: ReturnType<typeof model>) => unknown): number[] => {
          const params = model();
          change(params);
          return params.flatMap(({ grad }) => [...grad]);
        };
        assertClose(optim.clipGradNorm(model(), 1), 13, { relative: 1e-15 });
        assertClose(
          clipped((params) => optim.clipGradNorm(params, 6.5)),
          [1.5, 2, 0, 6],
          { relative: 1e-14 },
        );
        assert.deepEqual(
          clipped((params) => optim.clipGradNorm(params, 13.1)),
          [3, 4, 0, 12],
        );
        assert.deepEqual(
          clipped((params) => optim.clipGradValue(params, 3.5)),
          [3, 3.5, 0, 3.5],
        );
        assertClose(
          clipped((params) => optim.clipGradAdaptive(params)),
          [0.06, 0.08, 0, 0.08],
          { relative: 1e-14 },
        );
        assertClose(
          clipped((params) => optim.clipGradAdaptive(params, 0.5, 7)),
          [3, 4, 0, 4],
          { relative: 1e-14 },
        );
        const zeros = { data: new Float64Array(2), grad: Float64Array.of(3, 4), shape: [2] };
        optim.clipGradAdaptive([zeros]);
        assertClose(norm([...zeros.grad]), 1e-5, { relative: 1e-12 });
      },
    ),
  ],
});
