import * as optim from "../optim/index.ts";
import { traceUpdate } from "../optim/trace.ts";
import type { Subject } from "./subject.ts";
import * as assert from "./support/assert.ts";
import { type Claim, claim } from "./support/claim.ts";
import { noisyBowl } from "./support/noisyBowl.ts";
import { trajectory } from "./support/trajectory.ts";
import { traceOf } from "./traceOf.ts";

/** Claims that the statements that `explain` shows, executed one by one, give the path of the rule's loop. */
export function tracing(subject: Subject): Claim[] {
  const traced = subject.name in optim ? traceOf(subject.make(optim)) : undefined;
  if (traced === undefined) return [];
  return [
    {
      ...claim(`${subject.name}: the statements that explain shows give the same bits as the loop`, (optim) => {
        const rule = subject.make(optim, { lr: 0.05 });
        const { start, steps, gradient } = noisyBowl;
        const [theta, shape] = [Float64Array.from(start), [4, 3]];
        const hyper = rule.hyper as Record<string, number>;
        const state = rule.init(theta, shape, hyper);
        const path = Array.from({ length: steps }, (_, i) => {
          const g = Float64Array.from(gradient([...theta], i + 1));
          traceUpdate(traced, { theta, g, t: i + 1, shape }, state, hyper);
          return [...theta];
        });
        assert.deepEqual(path, trajectory(optim, rule, { start, steps, gradient, shape }).slice(1));
      }),
      libraryOnly: true,
    },
  ];
}
