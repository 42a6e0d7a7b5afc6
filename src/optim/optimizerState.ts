/** @file What an optimizer knows, as plain data, and how it goes back in: all of it or nothing. */
import type { Floats } from "../kernels/array.ts";
import { type Description, describe, fromDescription } from "../schedules/describe.ts";
import { isFollower } from "../schedules/follow.ts";
import type { Group, Slot } from "./group.ts";
import type { Optimizer } from "./optimizer.ts";
import { checkHyper, type Hyper, type Options, type State } from "./rule.ts";

export interface OptimizerState {
  readonly rule: string;
  readonly options: Options;
  readonly stepCount: number;
  readonly skipped: number;
  /** Taken between `eval()` and `train()`: parameters hold averaged weights, the average's buffer holds θ. */
  readonly evaluating: boolean;
  readonly groups: readonly {
    readonly params: readonly string[];
    readonly hyper: Readonly<Record<string, SavedHyper>>;
  }[];
  /** By parameter name; `buffers` is null before the first update. */
  readonly state: Readonly<Record<string, { readonly t: number; readonly buffers: State | null }>>;
}

/** A number, a schedule's description, the state a reducer has reached, or a function that cannot be saved. */
export type SavedHyper = number | Description | { readonly reducer: unknown } | "function";

export function stateOf(optimizer: Optimizer): OptimizerState {
  const { rule, stepCount, skipped, evaluating } = optimizer;
  const groups = optimizer.groups.map(({ slots, hyper }) => ({
    params: slots.map(({ name }) => name),
    hyper: Object.fromEntries(Object.entries(hyper).map(([key, value]) => [key, saveHyper(value)])),
  }));
  const state = optimizer.slots().map(({ name, t, state }) => [name, { t, buffers: state && copy(state) }]);
  return {
    rule: rule.name,
    options: { ...rule.options },
    stepCount,
    skipped,
    evaluating,
    groups,
    state: Object.fromEntries(state),
  };
}

const copy = (state: State): State =>
  Object.fromEntries(Object.entries(state).map(([key, values]) => [key, values.slice()]));

function saveHyper(value: Hyper): SavedHyper {
  if (typeof value === "number") return value;
  if (isFollower(value)) return { reducer: structuredClone(value.state) };
  try {
    return describe(value);
  } catch {
    return "function";
  }
}

/** Loads `saved` if it fits, else throws with everything that does not. */
export function loadState(optimizer: Optimizer, saved: OptimizerState, keepHyper: boolean): void {
  const problems: string[] = [];
  const changes: (() => void)[] = [];
  checkRule(optimizer, saved, problems);
  // The buffers that fit are those of the rule: nothing can be said about those of another.
  if (problems.length === 0) {
    for (const group of optimizer.groups) changes.push(...planSlots(optimizer, group, saved, problems));
    const names = new Set(optimizer.slots().map(({ name }) => name));
    for (const name of Object.keys(saved.state)) if (!names.has(name)) problems.push(`${name} is not in the optimizer`);
  }
  if (problems.length === 0 && !keepHyper) changes.push(...planGroups(optimizer, saved, problems));
  if (problems.length > 0) throw new Error(`loadStateDict: nothing was loaded: ${problems.join("; ")}`);
  for (const change of changes) change();
  optimizer.stepCount = saved.stepCount;
  optimizer.skipped = saved.skipped;
  optimizer.evaluating = saved.evaluating;
}

function checkRule({ rule }: Optimizer, saved: OptimizerState, problems: string[]): void {
  const { stepCount, skipped, evaluating, groups, state, options } = saved;
  const isState = isCount(stepCount) && isCount(skipped) && typeof evaluating === "boolean";
  if (!isState || !Array.isArray(groups) || !isObject(state) || !isObject(options)) {
    problems.push(
      "it is no optimizer state; it needs what stateDict() returns: rule, options, stepCount, groups, state, …",
    );
    return;
  }
  if (saved.rule !== rule.name) problems.push(`it is the state of ${saved.rule}, the optimizer's rule is ${rule.name}`);
  for (const key of new Set([...Object.keys(rule.options), ...Object.keys(options)])) {
    if (options[key] === rule.options[key]) continue;
    problems.push(`option ${key} was ${show(options[key])}, the optimizer has ${show(rule.options[key])}`);
  }
}

function planSlots(optimizer: Optimizer, group: Group, saved: OptimizerState, problems: string[]): (() => void)[] {
  const { rule } = optimizer;
  const hyper = optimizer.hyperAt(group, Math.max(optimizer.stepCount, 1));
  return group.slots.map((slot) => {
    const { param, name } = slot;
    if (!Object.hasOwn(saved.state, name)) {
      problems.push(`${name} is missing`);
      return () => {};
    }
    const { t, buffers } = saved.state[name];
    if (!isCount(t)) problems.push(`the update count of ${name} is ${t}`);
    if (!isObject(buffers) && (t > 0 || buffers !== null)) {
      problems.push(`${name} has ${t} updates and no buffers`);
      return () => {};
    }
    const state = buffers && rule.init(param.data, param.shape, rule.options, hyper);
    if (state) checkBuffers(slot, buffers, state, problems);
    return () => {
      for (const key in state) state[key].set((buffers as State)[key]);
      slot.t = t;
      slot.state = state;
    };
  });
}

function checkBuffers({ name }: Slot, given: State, needed: State, problems: string[]): void {
  const kind = (values: Floats | undefined) => (values ? `${values.constructor.name}(${values.length})` : "missing");
  for (const key of new Set([...Object.keys(needed), ...Object.keys(given)])) {
    if (!Object.hasOwn(needed, key)) problems.push(`${name} has a buffer ${key}, which the rule does not keep`);
    else if (kind(given[key]) !== kind(needed[key]))
      problems.push(`buffer ${key} of ${name} is ${kind(given[key])}, needed is ${kind(needed[key])}`);
  }
}

function planGroups(optimizer: Optimizer, saved: OptimizerState, problems: string[]): (() => void)[] {
  return optimizer.groups.flatMap((group, i) => {
    const names = group.slots.map(({ name }) => name);
    const given = saved.groups[i];
    if (given === undefined || [...given.params].sort().join() !== names.sort().join()) {
      problems.push(
        `group ${i} is of ${names}, in the state of ${given?.params ?? "nothing"} (keepHyper ignores groups)`,
      );
      return [];
    }
    return Object.keys({ ...group.hyper, ...given.hyper }).map((key) => {
      try {
        if (!Object.hasOwn(group.hyper, key)) throw new Error("the rule has no such hyperparameter");
        if (!Object.hasOwn(given.hyper, key)) throw new Error("it is missing");
        return planHyper(optimizer, group, key, given.hyper[key]);
      } catch (error) {
        problems.push(`${key} of group ${i}: ${(error as Error).message}`);
        return () => {};
      }
    });
  });
}

/** The change that gives a group its hyperparameter back. Throws if that cannot be. */
function planHyper({ rule }: Optimizer, { hyper }: Group, key: string, saved: SavedHyper): () => void {
  const current = hyper[key];
  if (typeof saved === "number") {
    checkHyper(rule.name, key, saved);
    return () => {
      hyper[key] = saved;
    };
  }
  if (saved === "function") {
    if (typeof current === "number") throw new Error("it was a function of your own; give the optimizer that function");
    return () => {};
  }
  if ("reducer" in saved) {
    if (typeof current === "number" || !isFollower(current))
      throw new Error("it followed a metric; give the optimizer follow(…) of the same reducer");
    checkReducer(saved.reducer, current.state);
    return () => {
      current.state = structuredClone(saved.reducer);
    };
  }
  const schedule = fromDescription(saved);
  return () => {
    hyper[key] = schedule;
  };
}

function checkReducer(given: unknown, needed: unknown): void {
  const keys = (state: unknown) =>
    Object.keys(state as object)
      .sort()
      .join(", ");
  if (!isObject(given) || keys(given) !== keys(needed))
    throw new Error(`its reducer's state is ${show(given)}; it needs ${keys(needed)}`);
}

const isCount = (value: unknown): boolean => Number.isSafeInteger(value) && (value as number) >= 0;
const isObject = (value: unknown): value is object => typeof value === "object" && value !== null;
const show = (value: unknown): string => (value === undefined ? "none" : JSON.stringify(value));
