/** @file Runs a rule's compiled form: scalars in JavaScript, elements in SIMD. */
import type { Floats } from "../../array/floats.ts";
import type { ElementStep, RuleKernel, Slots, Values } from "../ruleKernel.ts";
import { usingFast } from "../usingFast.ts";
import type { Instance, Kernel } from "./instance.ts";
import { clear, room } from "./staging.ts";

/** Returns the update of a rule's form: compiled where that applies, else its loop. */
export function compiledUpdate<S extends ElementStep, B extends Slots>(
  { module, forms }: RuleKernel,
  variant: string,
  loop: (step: S, state: B, hyper: Values) => void,
): typeof loop {
  const form = forms[variant];
  if (module === undefined || typeof form !== "function") return loop;
  return (step, state, hyper) => {
    const wasm = usingFast() && allSingle(step, state) ? clear(1 << 18) : null;
    if (wasm === null) return loop(step, state, hyper);
    const kernels = wasm.load(module);
    form(step, state, hyper, (kernel, arrays, written, scalars) =>
      runLoop(wasm, kernels[kernel], arrays, written, scalars),
    );
  };
}

/** Returns whether all arrays as long as θ are Float32, and no other is: buffers of one number are Float64. */
function allSingle({ theta, g }: ElementStep, state: Slots): boolean {
  const fits = (values: Floats): boolean => values instanceof Float32Array === (values.length === theta.length);
  for (const name in state) if (!fits(state[name])) return false;
  return fits(theta) && fits(g);
}

/** Runs a kernel. Takes arrays in its memory as a whole, and others a chunk at a time. */
function runLoop(
  wasm: Instance,
  kernel: Kernel,
  arrays: readonly Floats[],
  written: number,
  scalars: readonly number[],
): number {
  const [{ length }] = arrays;
  const outside: number[] = [];
  for (let k = 0; k < arrays.length; k++) if (!wasm.heap.owns(arrays[k])) outside.push(k);
  // Elements of all arrays together that are staged at a time: they stay in the second-level cache.
  const staged = 32768;
  const chunk = Math.min(length, Math.floor(staged / outside.length / 4) * 4);
  const addresses = arrays.map(({ byteOffset }) => byteOffset);
  for (const k of outside) addresses[k] = room(chunk);
  const table = room(scalars.length);
  wasm.f32.set(scalars, table >> 2);
  let sum = 0;
  for (let start = 0; start < length; start += chunk) {
    const n = Math.min(chunk, length - start);
    for (const k of outside) wasm.f32.set(part(arrays[k], start, n), addresses[k] >> 2);
    sum += kernel(4 * n, table, ...addresses);
    for (const k of outside) if (k < written) arrays[k].set(part(wasm.f32, addresses[k] >> 2, n), start);
    for (let k = 0; k < addresses.length; k++) if (!outside.includes(k)) addresses[k] += 4 * n;
  }
  return sum;
}

const part = (values: Floats, start: number, length: number): Floats =>
  length === values.length ? values : values.subarray(start, start + length);
