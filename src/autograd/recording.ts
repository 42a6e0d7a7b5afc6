/** @file What every op asks while it computes: is a history kept, and is somebody watching? */

import type { Floats } from "../array/floats.ts";
import type { NdArray } from "../array/ndArray.ts";
import type { Tensor } from "./tensor.ts";

/** Sees every result, forward and backward. There is one only inside `detectAnomaly`: see anomaly.ts. */
export interface Watcher {
  /** An op made y of its inputs. */
  computed(op: string, y: Tensor, inputs: readonly Tensor[]): void;
  /** The op that made y turned ∂L/∂y into a contribution to ∂L/∂x of one of its inputs. */
  passedBack(y: Tensor, inputs: readonly Tensor[], dy: NdArray, x: Tensor, dx: NdArray): void;
  /** A leaf, or a result that keeps its gradient, has this sum in `grad` after one more backward pass. */
  kept(x: Tensor, sum: Floats): void;
  enter(layer: string): void;
  leave(): void;
}

let recording = true;
let current: Watcher | null = null;

/** True while ops are recorded, that is, outside `noGrad`. */
export const isRecording = (): boolean => recording;

export const watcher = (): Watcher | null => current;

/** Runs `compute` without recording a history: for evaluation and for changing parameters. Synchronous only. */
export function noGrad<T>(compute: () => T): T {
  const before = recording;
  recording = false;
  try {
    return notAsync("noGrad", compute());
  } finally {
    recording = before;
  }
}

/** Runs `compute` with somebody watching. Synchronous only. */
export function watched<T>(who: string, by: Watcher, compute: () => T): T {
  const before = current;
  current = by;
  try {
    return notAsync(who, compute());
  } finally {
    current = before;
  }
}

function notAsync<T>(who: string, result: T): T {
  if (result instanceof Promise)
    throw new TypeError(`${who}: the function is async; it needs to return its result at once`);
  return result;
}

/** Runs the forward pass of a layer; who watches learns its name. */
export function inLayer<T>(name: () => string, forward: () => T): T {
  if (current === null) return forward();
  const watching = current;
  watching.enter(name());
  try {
    return forward();
  } finally {
    watching.leave();
  }
}
