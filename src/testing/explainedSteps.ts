import type { Floats } from "../array/floats.ts";
import type { Rule, State, Step } from "../optim/rule.ts";
import { type Traced, type TraceEvent, traceUpdate } from "../optim/trace.ts";

/** One step of one tensor, with every executed statement if the rule has a trace. */
export interface ExplainedStep {
  t: number;
  hyper: Record<string, number>;
  gradient: readonly number[];
  before: readonly number[];
  after: readonly number[];
  /** The buffers after the step. */
  state: State;
  events: readonly TraceEvent[];
  /** Returns the move of each element with another gradient or other settings, from the same state. */
  instead(gradient: readonly number[], settings?: Record<string, number>): number[];
}

/**
 * Steps along a list of gradients. With a trace every statement is recorded; without one, `events` stays empty. Both
 * give the same bits as the rule's loop. All arrays are Float32Array if `start` is one, as in training, else
 * Float64Array.
 */
export function explainedSteps(
  rule: Rule,
  traced: Traced | undefined,
  start: readonly number[] | Float32Array,
  gradients: readonly (readonly number[])[],
  shape: readonly number[] = [start.length],
): ExplainedStep[] {
  const floats = (values: readonly number[] | Float32Array): Floats =>
    start instanceof Float32Array ? Float32Array.from(values) : Float64Array.from(values);
  const theta = floats(start);
  const hyperAt = (t: number): Record<string, number> =>
    Object.fromEntries(
      Object.entries(rule.hyper).map(([key, value]) => [key, typeof value === "number" ? value : value(t)]),
    );
  const state = rule.init(theta, shape, hyperAt(1));
  const update = (step: Step, own: State, hyper: Record<string, number>, events: TraceEvent[]): void => {
    rule.prepare?.([{ step, state: own, hyper }]);
    if (traced === undefined) rule.update(step, own, hyper);
    else traceUpdate(traced, step, own, hyper, (event) => events.push(event));
  };
  return gradients.map((gradient, i): ExplainedStep => {
    const [t, hyper, before, events] = [i + 1, hyperAt(i + 1), [...theta], [] as TraceEvent[]];
    const saved = copyOf(state);
    update({ theta, g: floats(gradient), t, shape }, state, hyper, events);
    const instead: ExplainedStep["instead"] = (other, settings = {}) => {
      const again = { theta: floats(before), g: floats(other), t, shape };
      update(again, copyOf(saved), { ...hyper, ...settings }, []);
      return [...again.theta].map((x, element) => x - before[element]);
    };
    return { t, hyper, gradient, before, after: [...theta], state: copyOf(state), events, instead };
  });
}

const copyOf = (state: State): State =>
  Object.fromEntries(Object.entries(state).map(([name, values]) => [name, values.slice()]));
