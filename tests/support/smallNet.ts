/** @file A small network of the lab, and its training. */
import { NetRun } from "../../site/lab/network/netRun.ts";
import { firstNet, type NetState } from "../../site/lab/network/netState.ts";

export const small: NetState = { ...firstNet, hidden: [8], steps: 40, t: 40 };
export const only = (...choices: [rule: string, lr: number][]) =>
  choices.map(([rule, lr], look) => ({ rule, variant: "", settings: { lr }, look }));
export const adamOnly: NetState = { ...small, choices: only(["adam", 0.01]) };

export function trained(state: NetState, t = state.t): NetRun {
  const run = new NetRun(state);
  run.advance(t);
  return run;
}

export const keys = <T extends object>(options: T) => Object.keys(options) as (keyof T & string)[];
