/** @file Runs an update rule by its compiled loops: scalars in JavaScript, elements in SIMD. */
import type { Floats } from "../array.ts";
import type { Instance } from "./instance.ts";
import { compiledRules } from "./rules.generated.ts";
import { begin, deliver, input, room } from "./staging.ts";

export type Numbers = Readonly<Record<string, number>>;
export type Options = Readonly<Record<string, string | boolean>>;
export type Slots = Readonly<Record<string, Floats>>;

/** One update of one parameter, as rules see it. */
export interface Step {
  readonly theta: Floats;
  readonly g: Floats;
  readonly t: number;
}

/** Runs loop number `index` over all elements with its hoisted scalars; gives the sum, for a loop that is one. */
export type RunLoop = (index: number, scalars: readonly number[]) => number;

export interface CompiledLoop {
  /** The function's name in the module, and the arrays it takes, in order. */
  readonly kernel: string;
  readonly slots: readonly string[];
  readonly written: readonly string[];
}

export interface CompiledRule {
  readonly loops: readonly CompiledLoop[];
  update(loop: RunLoop, step: Step, slots: Slots, hyper: Numbers, options: Options): void;
}

/** The update of the rule of this name. False, with nothing done, where the rule's own loop is to be used. */
export function updateRule(name: string, step: Step, state: Slots, hyper: Numbers, options: Options): boolean {
  if (!Object.hasOwn(compiledRules, name)) return false;
  const rule = compiledRules[name];
  const arrays: Record<string, Floats> = { theta: step.theta, g: step.g, ...state };
  const { length } = step.theta;
  const looped = new Set(rule.loops.flatMap(({ slots }) => slots));
  for (const slot of looped) if (!(arrays[slot] instanceof Float32Array)) return false;
  const wasm = begin(step.theta, step.g, step.theta, (looped.size + 1) * (length + 32));
  if (wasm === null) return false;
  const addresses: Record<string, number> = {};
  for (const slot of looped) addresses[slot] = input(wasm, arrays[slot]);
  const runLoop: RunLoop = (index, scalars) => {
    const { kernel, slots } = rule.loops[index];
    return wasm.kernels[kernel](length, writeTable(wasm, scalars), ...slots.map((slot) => addresses[slot]));
  };
  rule.update(runLoop, step, state, hyper, options);
  for (const slot of new Set(rule.loops.flatMap(({ written }) => written)))
    deliver(wasm, addresses[slot], arrays[slot]);
  return true;
}

function writeTable(wasm: Instance, scalars: readonly number[]): number {
  const table = room(scalars.length);
  wasm.f32.set(scalars, table >> 2);
  return table;
}
