import { useFast } from "../kernels/useFast.ts";
import { useReference } from "../kernels/useReference.ts";
import { usingFast } from "../kernels/usingFast.ts";
import * as optim from "../optim/index.ts";
import type { Rule } from "../optim/rule.ts";
import type { Subject } from "./subject.ts";
import { assertClose } from "./support/assertClose.ts";
import { type Claim, claim } from "./support/claim.ts";
import { noisyBowl } from "./support/noisyBowl.ts";
import { repeat } from "./support/numbers.ts";
import { trajectory } from "./support/trajectory.ts";
import { travelled } from "./support/travelled.ts";

/** In Float32, where kernels run. The learning rate makes rounding of a stored weight small beside a step. */
export const kernelAgreement = (subject: Subject): Claim[] =>
  isCompiled(subject.make(optim))
    ? [
        claim(`${subject.name}: its kernel agrees with its loop, relative to the distance travelled`, (optim) => {
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
            const errors = fast.flat().map((x, i) => (x - loop.flat()[i]) / distance);
            assertClose(errors, repeat(0, errors.length), { absolute: 1e-6 });
          } finally {
            if (wasFast) useFast();
          }
        }),
      ]
    : [];

const isCompiled = ({ definition, variant }: Rule): boolean => typeof definition.kernel?.forms[variant] === "object";
