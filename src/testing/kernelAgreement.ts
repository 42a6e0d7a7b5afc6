import { useFast } from "../kernels/useFast.ts";
import { useReference } from "../kernels/useReference.ts";
import { usingFast } from "../kernels/usingFast.ts";
import * as optim from "../optim/index.ts";
import type { Rule } from "../optim/rule.ts";
import type { Subject } from "./subject.ts";
import { assertClose } from "./support/assertClose.ts";
import { type Claim, claim } from "./support/claim.ts";
import { noisyBowl } from "./support/noisyBowl.ts";
import { trajectory } from "./support/trajectory.ts";
import { travelled } from "./support/travelled.ts";

/** In Float32, where kernels run. */
export const kernelAgreement = (subject: Subject): Claim[] =>
  isCompiled(subject.make(optim))
    ? [
        {
          ...claim(`${subject.name}: its kernel agrees with its loop, relative to the distance travelled`, (optim) => {
            const { start, steps, gradient } = noisyBowl;
            const run = { start, steps, gradient, shape: [4, 3], floats: Float32Array };
            const path = (): number[][] => trajectory(optim, subject.make(optim, { lr: 0.05 }), run);
            const wasFast = usingFast();
            try {
              useFast();
              const fast = path();
              useReference();
              const loop = path();
              const distance = travelled(loop);
              // Each step may round a stored weight to another neighbour.
              const rounding = steps * 2 ** -24 * Math.max(...loop.flat().map(Math.abs));
              assertClose(fast.flat(), loop.flat(), { absolute: 1e-6 * distance + rounding });
            } finally {
              if (wasFast) useFast();
            }
          }),
          libraryOnly: true,
        },
      ]
    : [];

const isCompiled = ({ definition, variant }: Rule): boolean => typeof definition.kernel?.forms[variant] === "function";
