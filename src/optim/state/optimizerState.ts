/** @file Serialises an optimizer's state and restores it atomically. */

import { checkOptions } from "../../check/checkOptions.ts";
import { describeValue } from "../../check/describeValue.ts";
import { excerpt, sentence, showName, showProblems } from "../../check/excerpt.ts";
import { isRecord } from "../../check/isRecord.ts";
import { mapValues } from "../../check/mapValues.ts";
import type { Group } from "../group.ts";
import type { Optimizer } from "../optimizer.ts";
import type { Hyper, Rule, State } from "../rule.ts";
import { hyperAt } from "../support/settings.ts";
import { type MakeSchedule, planHyper, type SavedHyper, saveHyper } from "./savedHyper.ts";

export interface OptimizerState {
  readonly rule: string;
  /** "" for the default form; see `Rule`. */
  readonly variant: string;
  readonly stepCount: number;
  readonly skipped: number;
  /** True if saved between `eval()` and `train()`: parameters hold averaged weights, the average's buffer holds θ. */
  readonly evaluating: boolean;
  readonly groups: readonly {
    readonly params: readonly string[];
    readonly hyper: Readonly<Record<string, SavedHyper>>;
  }[];
  /** By parameter name. `buffers` is null before the first update. */
  readonly state: Readonly<Record<string, { readonly t: number; readonly buffers: State | null }>>;
}

export interface LoadOptions {
  /** True: the optimizer keeps its hyperparameters and groups. */
  keepHyper?: boolean;
  /**
   * Makes the saved schedules: pass `fromDescription`, which knows all of them. Without it the optimizer must have been
   * given the same schedules as the saved one.
   */
  fromDescription?: MakeSchedule;
}

export function stateOf(optimizer: Optimizer): OptimizerState {
  const { rule, stepCount, skipped, evaluating } = optimizer;
  const groups = optimizer.groups.map(({ parameterStates, hyper }) => ({
    params: parameterStates.map(({ name }) => name),
    hyper: mapValues(hyper, saveHyper),
  }));
  const state = optimizer.all.map(({ name, t, state }) => [
    name,
    { t, buffers: state && mapValues(state, (values) => values.slice()) },
  ]);
  return {
    rule: rule.name,
    variant: rule.variant,
    stepCount,
    skipped,
    evaluating,
    groups,
    state: Object.fromEntries(state),
  };
}

/** Returns the change that loads `saved`, which cannot fail. Throws an error that lists what does not fit. */
export function planState(optimizer: Optimizer, saved: unknown, options: LoadOptions): () => void {
  checkOptions("loadStateDict", options, ["keepHyper", "fromDescription"]);
  const problems: string[] = [];
  const changes: (() => void)[] = [];
  if (!isState(saved))
    throw new TypeError(
      `loadStateDict: nothing was loaded: the state must be the result of stateDict(), got ${describeValue(saved)}`,
    );
  checkRule(optimizer.rule, saved, problems);
  // Buffers are only checked against the same rule: another rule has others.
  if (problems.length === 0) {
    for (const group of optimizer.groups) changes.push(...planSlots(optimizer, group, saved, problems));
    const names = new Set(optimizer.all.map(({ name }) => name));
    for (const name of Object.keys(saved.state))
      if (!names.has(name)) problems.push(`${showName(name)} is not in the optimizer`);
  }
  if (problems.length === 0 && !options.keepHyper)
    changes.push(...planGroups(optimizer, saved, options.fromDescription, problems));
  if (problems.length > 0) throw new Error(`loadStateDict: nothing was loaded: ${showProblems(problems)}`);
  const { stepCount, skipped, evaluating } = saved;
  return () => {
    for (const change of changes) change();
    Object.assign(optimizer, { stepCount, skipped, evaluating });
  };
}

function isState(saved: unknown): saved is OptimizerState {
  return (
    isRecord(saved) &&
    [saved.rule, saved.variant].every(isText) &&
    isCount(saved.stepCount) &&
    isCount(saved.skipped) &&
    typeof saved.evaluating === "boolean" &&
    Array.isArray(saved.groups) &&
    saved.groups.every(isGroup) &&
    isRecord(saved.state) &&
    Object.values(saved.state).every(isRecord)
  );
}

const isGroup = (group: unknown): boolean =>
  isRecord(group) && isRecord(group.hyper) && Array.isArray(group.params) && group.params.every(isText);

const isText = (value: unknown): boolean => typeof value === "string";

function checkRule(rule: Rule, { rule: name, variant }: OptimizerState, problems: string[]): void {
  if (name !== rule.name) problems.push(`it is the state of ${showName(name)}, the optimizer's rule is ${rule.name}`);
  else if (variant !== rule.variant)
    problems.push(`it is the state of ${form(variant)} of ${name}, the optimizer has ${form(rule.variant)}`);
}

function planSlots(optimizer: Optimizer, group: Group, saved: OptimizerState, problems: string[]): (() => void)[] {
  const { rule } = optimizer;
  const hyper = optimizer.hyperAt(group, Math.max(optimizer.stepCount, 1));
  return group.parameterStates.flatMap((entry) => {
    const { param, name } = entry;
    if (!Object.hasOwn(saved.state, name)) {
      problems.push(`${name} is missing`);
      return [];
    }
    const { t, buffers } = saved.state[name];
    if (!isCount(t)) problems.push(`the update count of ${name} is ${describeValue(t)}`);
    if (!isRecord(buffers) && (t > 0 || buffers !== null)) {
      problems.push(`${name} has ${describeValue(t)} updates and no buffers`);
      return [];
    }
    const state = buffers && rule.init(param.data, param.shape, hyper);
    if (state) checkBuffers(name, buffers, state, problems);
    return () => {
      for (const key in state) state[key].set((buffers as State)[key]);
      entry.t = t;
      entry.state = state;
    };
  });
}

function checkBuffers(name: string, given: State, needed: State, problems: string[]): void {
  for (const key of Object.keys({ ...given, ...needed })) {
    const wanted = describeValue(needed[key]);
    const found = describeValue(given[key]);
    if (!Object.hasOwn(needed, key))
      problems.push(`${name} has a buffer ${showName(key)}, which the rule does not keep`);
    else if (found !== wanted) problems.push(`buffer ${key} of ${name} must be ${wanted}, got ${found}`);
  }
}

function planGroups(
  optimizer: Optimizer,
  { groups, stepCount }: OptimizerState,
  make: MakeSchedule | undefined,
  problems: string[],
): (() => void)[] {
  if (groups.length > optimizer.groups.length)
    problems.push(
      `it has ${groups.length} groups, the optimizer ${optimizer.groups.length} (keepHyper ignores groups)`,
    );
  return optimizer.groups.flatMap(({ parameterStates, hyper }, i) => {
    const names = parameterStates.map(({ name }) => name);
    const given = groups[i];
    if (given === undefined || [...given.params].sort().join() !== [...names].sort().join()) {
      const found = given ? sentence(given.params.join(), 60) : "nothing";
      problems.push(
        `group ${i} is of ${sentence(names.join(), 60)}, in the state of ${found} (keepHyper ignores groups)`,
      );
      return [];
    }
    return Object.keys({ ...hyper, ...given.hyper }).map((key) => {
      try {
        if (!Object.hasOwn(hyper, key)) throw new Error("the rule has no such hyperparameter");
        if (!Object.hasOwn(given.hyper, key)) throw new Error("it is missing");
        const check = (value: Hyper): number => hyperAt(optimizer.rule, key, value, stepCount + 1);
        const plan = planHyper(hyper[key], given.hyper[key], check, make);
        return () => {
          hyper[key] = plan();
        };
      } catch (error) {
        problems.push(`${showName(key)} of group ${i}: ${sentence((error as Error).message, 200)}`);
        return () => {};
      }
    });
  });
}

const form = (variant: string): string => (variant === "" ? "the default form" : `variant ${excerpt(variant)}`);

const isCount = (value: unknown): boolean => Number.isSafeInteger(value) && (value as number) >= 0;
