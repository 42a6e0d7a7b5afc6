import { describeValue } from "../../check/describeValue.ts";
import { isRecord } from "../../check/isRecord.ts";
import type { Schedule } from "../schedule.ts";
import type { Reducer } from "./reducer.ts";
import { checkState } from "./support/checkState.ts";

/** A schedule that returns a reducer's current value. An optimizer that uses it saves `state` in its checkpoints. */
export interface Follower<State = unknown> extends Schedule {
  state: State;
  /** Passes an epoch's metric to the reducer and returns the new state. Call it after every epoch. */
  report(metric: number): State;
  /** Throws unless a saved state has the members of this one, of the same types. Loading an optimizer calls it. */
  checkState(saved: unknown): void;
}

/**
 * Returns a hyperparameter that follows a metric. It changes when `report` is called, not with t.
 *
 *     const lr = follow(reduceOnPlateau({ from: 0.1, patience: 2 }));
 *     const optimizer = new Optimizer(parameters, sgd({ lr }));
 *     lr.report(validationLoss); // after every epoch
 */
export function follow<State extends { value: number }>(reduce: Reducer<State>): Follower<State> {
  if (typeof reduce !== "function" || !isRecord(reduce.initial))
    throw new TypeError(`follow: needs a reducer, got ${describeValue(reduce)}; pass reduceOnPlateau({ from: 0.1 })`);
  const follower = () => follower.state.value;
  follower.state = reduce.initial;
  follower.report = (metric: number): State => {
    follower.state = reduce(follower.state, metric);
    return follower.state;
  };
  follower.checkState = (saved: unknown): void => checkState("its reducer's state", saved, follower.state);
  return follower;
}

export const isFollower = (schedule: Schedule): schedule is Follower => "checkState" in schedule;
