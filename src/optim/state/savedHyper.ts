/** @file Saves a hyperparameter as plain data and restores it. */

import { sentence } from "../../check/excerpt.ts";
import { isRecord } from "../../check/isRecord.ts";
import type { Description } from "../../schedules/describe.ts";
import { type Follower, isFollower } from "../../schedules/reducers/follow.ts";
import type { Schedule } from "../../schedules/schedule.ts";
import { descriptionOf } from "../../schedules/support/descriptionOf.ts";
import { plainIn } from "../../schedules/support/plainIn.ts";
import type { Hyper, Rule } from "../rule.ts";
import { checkHyper } from "../support/settings.ts";

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

/** The place of a hyperparameter: its rule, its group's values, its name, and the next update t. */
interface HyperSetting {
  readonly rule: Rule;
  readonly hyper: Record<string, Hyper>;
  readonly key: string;
  readonly t: number;
}

/** Makes a schedule from its description: `fromDescription`, which knows every schedule. */
export type MakeSchedule = (description: unknown) => Schedule;

/** Returns the change that restores a hyperparameter. Throws if it cannot be restored or is out of range. */
export function planHyper({ rule, hyper, key, t }: HyperSetting, saved: unknown, make?: MakeSchedule): () => void {
  const current = hyper[key];
  if (saved === "function") {
    if (typeof current === "number")
      throw new Error(
        `it must be the custom function that was saved, got ${current}; give the optimizer that function`,
      );
    return () => {};
  }
  if (isRecord(saved) && "reducers" in saved) return planReducers({ rule, hyper, key, t }, saved.reducers);
  if (followers(current).length > 0)
    throw new Error("it must not follow a metric, got follow(…); give the optimizer the number or schedule it had");
  const value = typeof saved === "number" ? saved : make ? make(saved) : sameSchedule(current, saved);
  checkHyper(rule.name, key, typeof value === "number" ? value : value(t), rule.kinds[key]);
  return () => {
    hyper[key] = value;
  };
}

/** Returns the optimizer's schedule. Throws unless it is the saved one: others would have to be imported. */
function sameSchedule(current: Hyper, saved: unknown): Hyper {
  const [own, needed] = [saveHyper(current), saved].map((value) => `${JSON.stringify(value)}`);
  if (own === needed) return current;
  throw new Error(
    `it must be the schedule that was saved, ${sentence(needed, 40)}, got ${sentence(own, 40)}; ` +
      "give the optimizer that schedule, or pass { fromDescription }",
  );
}

/** Keeps the optimizer's followers. Only the reducers' states are taken from `saved`. */
function planReducers({ rule, hyper, key, t }: HyperSetting, saved: unknown): () => void {
  const current = hyper[key];
  const followed = followers(current);
  const fits = Array.isArray(saved) && saved.length > 0 && saved.length === followed.length;
  if (!fits || typeof current === "number")
    throw new Error(
      `it must be follow(…) of the reducer that was saved, got ${typeof current === "number" ? current : "another schedule"}`,
    );
  for (const [i, follower] of followed.entries()) follower.checkState(saved[i]);
  const before = followed.map(({ state }) => state);
  const put = (states: readonly unknown[]): void => {
    for (const [i, follower] of followed.entries()) follower.state = states[i];
  };
  const states: unknown[] = structuredClone(saved);
  put(states);
  try {
    checkHyper(rule.name, key, current(t), rule.kinds[key]);
  } finally {
    put(before);
  }
  return () => put(states);
}
