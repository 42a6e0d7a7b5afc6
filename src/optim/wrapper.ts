/**
 * @file A wrapper is a rule made from a rule. It changes the gradient that the inner rule sees, or acts around the
 * inner update, such as pulling weights back.
 *
 *     l2(adam({ lr: 1e-3 }), { l2: 1e-4 })                       lookahead(clipByNorm(sgd(), { maxNorm: 1 }))
 *
 * The new rule has the hyperparameters and buffers of both. Where the inner rule has one of the same name, the
 * wrapper's gets its own name in front: `agc(adam())` has `eps`, Adam's, and `agc.eps`. Its buffers always do:
 * `lookahead.slow`. The second lookahead around a first one writes `lookahead2`.
 */
import type { State } from "./rule.ts";

/** The rule inside, as a wrapper sees it during one update of one parameter. */
export interface Inner {
  readonly state: State;
  readonly hyper: Readonly<Record<string, number>>;
  update(): void;
}
