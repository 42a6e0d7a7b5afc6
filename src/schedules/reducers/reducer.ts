import { checkArgument } from "../../check/checkArgument.ts";
import { kind } from "../../check/kinds.ts";

/**
 * A schedule that reacts to a metric. It computes the next state from the last one and the epoch's metric.
 * The state is plain JSON, for checkpoints, and holds the current `value`:
 *
 *     const reduce = newBob({ from: 0.1 });
 *     let state = reduce.initial;
 *     state = reduce(state, validationLoss);     // after every epoch
 *
 * `follow` turns a reducer into a hyperparameter. The optimizer saves its state.
 */
export interface Reducer<State> {
  (state: State, metric: number): State;
  readonly initial: State;
}

const metricKind = kind<number>("a finite number (NaN or Infinity usually means that training diverged)", (value) =>
  Number.isFinite(value),
);

/** Throws unless the metric is a finite number. Compared with NaN, every epoch would silently look bad. */
export function checkMetric(who: string, metric: number): void {
  checkArgument(who, "metric", metric, metricKind);
}
