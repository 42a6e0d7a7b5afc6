/** @file Rprop: signs only, and steps that grow and shrink within bounds. */

import { Random } from "../../autograd/random.ts";
import { subject } from "../subject.ts";
import * as assert from "../support/assert.ts";
import { assertClose } from "../support/assertClose.ts";
import { claim } from "../support/claim.ts";
import { moves } from "../support/moves.ts";
import { noise } from "../support/noise.ts";
import { repeat, upTo } from "../support/numbers.ts";

const { abs } = Math;

export const rprop = subject("rprop", {
  lr: { quadratic: 5, rosenbrock: 1, spiral: 0.0002 },
  constant: true,
  scaleFree: {},
  claims: [
    claim("Rprop sees signs only: any positive factor at any time leaves every bit as it was", (optim) => {
      const random = new Random(3);
      const stream = noise(4, 60);
      const scaled = stream.map((g) => g * random.uniform(1e-3, 1e3));
      for (const variant of ["", "rpropMinus", "irpropMinus"] as const) {
        const rule = () => optim.rprop({ lr: 0.1, variant });
        assert.deepEqual(moves(optim, rule(), scaled), moves(optim, rule(), stream));
      }
    }),

    claim("Rprop's step grows by η⁺ up to its bound while the sign stays", (optim) => {
      for (const variant of ["", "rpropMinus", "irpropMinus"] as const) {
        const settings = { lr: 0.1, etaPlus: 1.5, stepMax: 2, variant };
        const expected = upTo(12).map((t) => -Math.min(2, 0.1 * 1.5 ** (t - 1)));
        assertClose(moves(optim, optim.rprop(settings), repeat(3, 12)), expected, { relative: 1e-12 });
      }
    }),

    claim("Rprop at a change of sign: the first takes its move back, the others shorten it or wait", (optim) => {
      const stream = [1, 1, -1, -1];
      const settings = { lr: 0.1, etaPlus: 1.2, etaMinus: 0.5 };
      const variants = {
        "": [-0.1, -0.12, 0.12, 0.06],
        rpropMinus: [-0.1, -0.12, 0.06, 0.072],
        irpropMinus: [-0.1, -0.12, 0, 0.06],
      } as const;
      for (const [variant, expected] of Object.entries(variants)) {
        const rule = optim.rprop({ ...settings, variant: variant as keyof typeof variants });
        assertClose(moves(optim, rule, stream), expected, { absolute: 1e-15 }, variant);
      }
    }),

    claim("Rprop's step never falls below its bound", (optim) => {
      const stream = upTo(40).map((t) => (t % 2 ? 1 : -1));
      const path = moves(optim, optim.rprop({ lr: 0.1, stepMin: 0.03, variant: "rpropMinus" }), stream);
      assertClose(path.slice(2).map(abs), repeat(0.03, 38), { relative: 1e-12 });
    }),
  ],
});
