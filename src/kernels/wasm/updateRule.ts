/** @file Runs a rule's compiled form: scalars in JavaScript, elements in SIMD. */
import type { Floats } from "../../array/floats.ts";
import type { CompiledForm, CompiledLoop, ElementStep, RuleKernel, Slots } from "../ruleKernel.ts";
import { usingFast } from "../usingFast.ts";
import type { Instance, Kernels } from "./instance.ts";
import { clear, room } from "./staging.ts";

/** Elements of all arrays together that are staged at a time: they stay in the second-level cache. */
const staged = 32768;

/**
 * Updates one parameter by a compiled form. Returns false, with nothing done, where the rule's own loop is to be used.
 */
export function updateRule(
  { module }: RuleKernel,
  form: CompiledForm,
  step: ElementStep,
  state: Slots,
  hyper: Readonly<Record<string, number>>,
): boolean {
  if (!usingFast() || module === undefined || !allSingle(form, step, state)) return false;
  const wasm = clear(1 << 18);
  if (wasm === null) return false;
  const kernels = wasm.load(module);
  form.update((index, scalars) => runLoop(wasm, kernels, form.loops[index], step, state, scalars), step, state, hyper);
  return true;
}

const slotOf = (slot: string, step: ElementStep, state: Slots): Floats =>
  slot === "theta" ? step.theta : slot === "g" ? step.g : state[slot];

/** Returns whether every array that the loops touch is Float32 and as long as θ. */
function allSingle({ loops }: CompiledForm, step: ElementStep, state: Slots): boolean {
  const { length } = step.theta;
  const isSingle = (slot: string): boolean => {
    const values = slotOf(slot, step, state);
    return values instanceof Float32Array && values.length === length;
  };
  return loops.every(({ slots }) => slots.every(isSingle));
}

/** Runs the kernel on arrays that lie in its memory as a whole, and on others a chunk at a time. */
function runLoop(
  wasm: Instance,
  kernels: Kernels,
  { kernel, slots, written }: CompiledLoop,
  step: ElementStep,
  state: Slots,
  scalars: readonly number[],
): number {
  const { length } = step.theta;
  const arrays: Floats[] = [];
  const outside: number[] = [];
  for (const slot of slots) {
    const values = slotOf(slot, step, state);
    if (!wasm.heap.owns(values)) outside.push(arrays.length);
    arrays.push(values);
  }
  const chunk = outside.length === 0 ? length : Math.min(length, Math.floor(staged / outside.length / 4) * 4);
  const addresses = arrays.map(({ byteOffset }) => byteOffset);
  for (const k of outside) addresses[k] = room(chunk);
  const table = room(scalars.length);
  wasm.f32.set(scalars, table >> 2);
  let sum = 0;
  for (let start = 0; start < length; start += chunk) {
    const n = Math.min(chunk, length - start);
    for (const k of outside) wasm.f32.set(part(arrays[k], start, n), addresses[k] >> 2);
    sum += kernels[kernel](4 * n, table, ...addresses);
    for (const k of outside) if (k < written) arrays[k].set(part(wasm.f32, addresses[k] >> 2, n), start);
    for (let k = 0; k < addresses.length; k++) if (!outside.includes(k)) addresses[k] += 4 * n;
  }
  return sum;
}

const part = (values: Floats, start: number, length: number): Floats =>
  length === values.length ? values : values.subarray(start, start + length);
