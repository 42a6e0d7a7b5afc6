/**
 * What a schedule cannot be, because it needs a metric: the next state from the last one and the epoch's metric.
 * The state is plain JSON, for checkpoints, and holds the current `value`:
 *
 *     const reduce = newBob({ from: 0.1 });
 *     let state = reduce.initial;
 *     state = reduce(state, validationLoss);     // after every epoch
 *
 * `follow` makes a hyperparameter of it, whose state the optimizer keeps.
 */
export interface Reducer<State> {
  (state: State, metric: number): State;
  readonly initial: State;
}

/** Throws unless the metric is a finite number: compared with NaN, every epoch would silently look bad. */
export function checkMetric(who: string, metric: number): void {
  if (!Number.isFinite(metric)) {
    throw new RangeError(
      `${who}: the metric is ${metric}; it needs to be a finite number. NaN or Infinity usually means that training diverged`,
    );
  }
}
