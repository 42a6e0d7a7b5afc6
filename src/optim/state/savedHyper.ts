/** @file Saves a hyperparameter as plain data and restores it. */

import { sentence } from "../../check/excerpt.ts";
import { isRecord } from "../../check/isRecord.ts";
import type { Description } from "../../schedules/describe.ts";
import { type Follower, isFollower } from "../../schedules/reducers/follow.ts";
import type { Schedule } from "../../schedules/schedule.ts";
import { descriptionOf } from "../../schedules/support/descriptionOf.ts";
import { plainIn } from "../../schedules/support/plainIn.ts";
import type { Hyper } from "../rule.ts";

/** A number, a schedule's description, the states of the reducers it follows, or a function that cannot be saved. */
export type SavedHyper = number | Description | { readonly reducers: readonly unknown[] } | "function";

/** The reducers that a hyperparameter follows: `warmup(100, follow(…))` has one. */
const followers = (value: Hyper): Follower[] => (typeof value === "number" ? [] : plainIn(value).filter(isFollower));

export function saveHyper(value: Hyper): SavedHyper {
  if (typeof value === "number") return value;
  const reducers = followers(value).map(({ state }) => structuredClone(state));
  if (reducers.length > 0) return { reducers };
  return plainIn(value).length > 0 ? "function" : descriptionOf(value);
}

/** Makes a schedule from its description: `fromDescription`, which knows every schedule. */
export type MakeSchedule = (description: unknown) => Schedule;

/** Throws unless a hyperparameter is in range at the next step. */
type Check = (value: Hyper) => void;

/**
 * Returns the change that restores a hyperparameter, as a function that returns its value. Throws if it cannot be
 * restored or is out of range.
 */
export function planHyper(current: Hyper, saved: unknown, check: Check, make?: MakeSchedule): () => Hyper {
  if (saved === "function") {
    if (typeof current === "number")
      throw new Error(
        `it must be the custom function that was saved, got ${current}; give the optimizer that function`,
      );
    return () => current;
  }
  if (isRecord(saved) && "reducers" in saved) return planReducers(current, saved.reducers, check);
  if (followers(current).length > 0)
    throw new Error("it must not follow a metric, got follow(…); give the optimizer the number or schedule it had");
  const value = typeof saved === "number" ? saved : make ? make(saved) : sameSchedule(current, saved);
  check(value);
  return () => value;
}

/** Returns the optimizer's schedule. Throws unless it is the saved one: others would have to be imported. */
function sameSchedule(current: Hyper, saved: unknown): Hyper {
  const own = JSON.stringify(saveHyper(current));
  const needed = `${JSON.stringify(saved)}`;
  if (own === needed) return current;
  throw new Error(
    `it must be the schedule that was saved, ${sentence(needed, 40)}, got ${sentence(own, 40)}; ` +
      "give the optimizer that schedule, or pass { fromDescription }",
  );
}

/** Keeps the optimizer's followers. Only the reducers' states are taken from `saved`. */
function planReducers(current: Hyper, saved: unknown, check: Check): () => Hyper {
  const followed = followers(current);
  if (!Array.isArray(saved) || saved.length === 0 || saved.length !== followed.length)
    throw new Error(
      `it must be follow(…) of the reducer that was saved, got ${typeof current === "number" ? current : "another schedule"}`,
    );
  for (const [i, follower] of followed.entries()) follower.checkState(saved[i]);
  const put = (states: readonly unknown[]): Hyper => {
    for (const [i, follower] of followed.entries()) follower.state = states[i];
    return current;
  };
  const before = followed.map(({ state }) => state);
  const states: unknown[] = structuredClone(saved);
  try {
    check(put(states));
  } finally {
    put(before);
  }
  return () => put(states);
}
