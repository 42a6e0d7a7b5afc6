import type { HyperValues, ParameterUpdate, Rule, State } from "../../../optim/rule.ts";
import type { Run, TensorPlace } from "./run.ts";

/** Returns whether no weight influences another, not even by statistics of all parameters. */
export const isElementwise = ({ elementwise, prepare }: Pick<Rule, "elementwise" | "prepare">): boolean =>
  elementwise && prepare === undefined;

/** Changes what a replay uses, to imitate the rounding of another program. */
export interface Jitter {
  gradient(t: number, i: number, value: number): number;
  state(value: number): number;
  hyper: HyperValues;
}

/**
 * Predicts every weight after every step. [T · n]
 *
 * Each step starts from the recorded θₜ₋₁, so errors of one step do not grow in the next. The buffers of the rule
 * continue from step to step. They read the recorded gradients, which no prediction changes.
 */
export function replay(rule: Rule, hyper: HyperValues, run: Run, jitter?: Jitter): Float64Array {
  if (jitter === undefined && isElementwise(rule)) return replayTogether(rule, hyper, run);
  const values = jitter?.hyper ?? hyper;
  const { theta, gradients, weights, steps } = run;
  const parts = partsOf(rule, run).map((place) => {
    const now = theta[0].slice(place.start, place.start + place.length);
    return { place, now, state: rule.init(now, place.shape, values) };
  });
  const predicted = new Float64Array(steps * weights);
  for (let t = 1; t <= steps; t++) {
    const g = jitter ? gradients[t - 1].map((value, i) => jitter.gradient(t, i, value)) : gradients[t - 1];
    const updates = parts.map(({ place, now, state }): ParameterUpdate => {
      const { start, length, shape } = place;
      now.set(length === weights ? theta[t - 1] : theta[t - 1].subarray(start, start + length));
      const own = length === weights ? g : g.subarray(start, start + length);
      return { step: { theta: now, g: own, t, shape }, state, hyper: values };
    });
    rule.prepare?.(updates);
    for (const { step, state } of updates) rule.update(step, state, values);
    for (const { place, now, state } of parts) {
      predicted.set(now, (t - 1) * weights + place.start);
      if (jitter) shake(state, jitter);
    }
  }
  return predicted;
}

/** The same for all weights as one vector. Most of a search is spent here, so nothing is allocated a step. */
function replayTogether(rule: Rule, hyper: HyperValues, { theta, gradients, weights, steps }: Run): Float64Array {
  const predicted = new Float64Array(steps * weights);
  const now = theta[0].slice();
  const step = { theta: now, g: gradients[0], t: 1, shape: [weights] };
  const state = rule.init(now, step.shape, hyper);
  for (let t = 1; t <= steps; t++) {
    now.set(theta[t - 1]);
    step.g = gradients[t - 1];
    step.t = t;
    rule.update(step, state, hyper);
    predicted.set(now, (t - 1) * weights);
  }
  return predicted;
}

/** The tensors as the rule needs them: all weights as one vector where no weight influences another. */
function partsOf(rule: Rule, { tensors, weights }: Run): readonly TensorPlace[] {
  return isElementwise(rule) ? [{ name: "", shape: [weights], start: 0, length: weights }] : tensors;
}

function shake(state: State, jitter: Jitter): void {
  for (const buffer of Object.values(state))
    for (let i = 0; i < buffer.length; i++) buffer[i] = jitter.state(buffer[i]);
}
