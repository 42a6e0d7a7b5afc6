import type { Schedule } from "../schedule.ts";
import type { Reducer } from "./reducer.ts";

/** A schedule that gives the value a reducer has reached. An optimizer that uses it keeps `state` in its checkpoints. */
export interface Follower<State = unknown> extends Schedule {
  state: State;
  /** To be called after every epoch: gives the reducer its metric and returns the new state. */
  report(metric: number): State;
}

/**
 * A hyperparameter that follows a metric. It changes when `report` is called, not with t.
 *
 *     const lr = follow(reduceOnPlateau({ from: 0.1, patience: 2 }));
 *     const optimizer = new Optimizer(parameters, sgd({ lr }));
 *     lr.report(validationLoss); // after every epoch
 */
export function follow<State extends { value: number }>(reduce: Reducer<State>): Follower<State> {
  const follower = () => follower.state.value;
  follower.state = reduce.initial;
  follower.report = (metric: number): State => {
    follower.state = reduce(follower.state, metric);
    return follower.state;
  };
  return follower;
}

const isFollower = (schedule: Schedule): schedule is Follower => "report" in schedule && "state" in schedule;

/** The followers in a schedule, itself or inside a composition: `warmup(100, follow(…))` has one. */
export function followersIn(schedule: Schedule): Follower[] {
  if (isFollower(schedule)) return [schedule];
  const parts = Object.values(schedule.madeBy?.args ?? {}).filter((part) => typeof part === "function");
  return parts.flatMap(followersIn);
}
