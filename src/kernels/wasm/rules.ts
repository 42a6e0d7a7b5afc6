/** @file Runs an update rule by its compiled loops: scalars in JavaScript, elements in SIMD. */
import type { Floats } from "../../array/floats.ts";
import { rules as code } from "../../generated/wasm/rules.ts";
import { usingFast } from "../usingFast.ts";
import type { Instance } from "./instance.ts";
import { compiledRules } from "./rules.generated.ts";
import { clear, room } from "./staging.ts";

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

/** Elements of all arrays together that are staged at a time: they stay in the second-level cache. */
const staged = 32768;

export const hasRule = (name: string): boolean => compiledRules.has(name);

/** The update of the rule of this name. False, with nothing done, where the rule's own loop is to be used. */
export function updateRule(name: string, step: Step, state: Slots, hyper: Numbers, options: Options): boolean {
  const rule = compiledRules.get(name);
  if (!usingFast() || rule === undefined || !allSingle(rule, step, state)) return false;
  const wasm = clear(1 << 18);
  if (wasm === null) return false;
  rule.update((index, scalars) => runLoop(wasm, rule.loops[index], step, state, scalars), step, state, hyper, options);
  return true;
}

const slotOf = (slot: string, step: Step, state: Slots): Floats =>
  slot === "theta" ? step.theta : slot === "g" ? step.g : state[slot];

/** Whether every array that the loops touch is Float32 and as long as θ. */
function allSingle(rule: CompiledRule, step: Step, state: Slots): boolean {
  const { length } = step.theta;
  for (const { slots } of rule.loops) {
    for (const slot of slots) {
      const values = slotOf(slot, step, state);
      if (!(values instanceof Float32Array) || values.length !== length) return false;
    }
  }
  return true;
}

/** One array of a loop: the whole of it in place, or a chunk at a time in staging. */
interface Operand {
  readonly values: Floats;
  readonly inPlace: boolean;
  readonly written: boolean;
  readonly address: number;
}

function runLoop(wasm: Instance, loop: CompiledLoop, step: Step, state: Slots, scalars: readonly number[]): number {
  const { length } = step.theta;
  const outside = loop.slots.filter((slot) => !wasm.heap.owns(slotOf(slot, step, state)));
  const chunk = outside.length === 0 ? length : Math.floor(staged / outside.length / 4) * 4;
  const operands = loop.slots.map((slot): Operand => {
    const values = slotOf(slot, step, state);
    const inPlace = !outside.includes(slot);
    const address = inPlace ? values.byteOffset : room(Math.min(length, chunk));
    return { values, inPlace, written: loop.written.includes(slot), address };
  });
  const table = room(scalars.length);
  wasm.f32.set(scalars, table >> 2);
  const kernel = wasm.load(code)[loop.kernel];
  let sum = 0;
  for (let start = 0; start < length; start += chunk) {
    const n = Math.min(chunk, length - start);
    const addresses = operands.map((operand) => stage(wasm, operand, start, n));
    sum += kernel(n, table, ...addresses);
    for (const operand of operands) if (operand.written && !operand.inPlace) bringHome(wasm, operand, start, n);
  }
  return sum;
}

function stage(wasm: Instance, { values, inPlace, address }: Operand, start: number, n: number): number {
  if (inPlace) return address + 4 * start;
  wasm.f32.set(n === values.length ? values : values.subarray(start, start + n), address >> 2);
  return address;
}

function bringHome(wasm: Instance, { values, address }: Operand, start: number, n: number): void {
  values.set(wasm.f32.subarray(address >> 2, (address >> 2) + n), start);
}
