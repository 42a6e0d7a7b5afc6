/** @file Runs a rule's compiled form: scalars in JavaScript, elements in SIMD. */
import type { Floats } from "../../array/floats.ts";
import type { CompiledForm, CompiledLoop, ElementStep, RuleKernel, Slots } from "../ruleKernel.ts";
import { usingFast } from "../usingFast.ts";
import type { Instance, Kernel } from "./instance.ts";
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
  const run = (index: number, scalars: readonly number[]): number => {
    const loop = form.loops[index];
    return runLoop(wasm, kernels[loop.name], loop, step, state, scalars);
  };
  form.update(run, step, state, hyper);
  return true;
}

const slotOf = (slot: string, step: ElementStep, state: Slots): Floats =>
  slot === "theta" ? step.theta : slot === "g" ? step.g : state[slot];

/** Returns whether every array that the loops touch is Float32 and as long as θ. */
function allSingle({ loops }: CompiledForm, step: ElementStep, state: Slots): boolean {
  const { length } = step.theta;
  for (const { slots } of loops) {
    for (const slot of slots) {
      const values = slotOf(slot, step, state);
      if (!(values instanceof Float32Array) || values.length !== length) return false;
    }
  }
  return true;
}

/** One array of a loop: in place as a whole, or staged a chunk at a time. */
interface Operand {
  readonly values: Floats;
  readonly inPlace: boolean;
  readonly written: boolean;
  readonly address: number;
}

function runLoop(
  wasm: Instance,
  kernel: Kernel,
  loop: CompiledLoop,
  step: ElementStep,
  state: Slots,
  scalars: readonly number[],
): number {
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
