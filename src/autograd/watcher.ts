/** @file The hook of `detectAnomaly`. While installed, it receives every result. */
import type { Floats } from "../array/floats.ts";
import type { NdArray } from "../array/ndArray.ts";
import { synchronous } from "./synchronous.ts";
import type { Tensor } from "./tensor.ts";

/** Sees every result, forward and backward. Installed by `watched` only. */
export interface Watcher {
  /** An op computed y from its inputs. */
  computed(op: string, y: Tensor, inputs: readonly Tensor[]): void;
  /** The op that computed y turned ∂L/∂y into a contribution to ∂L/∂x of one of its inputs. */
  passedBack(y: Tensor, dy: NdArray, x: Tensor, dx: NdArray): void;
  /** A backward pass stored `sum` in `x.grad`. */
  kept(x: Tensor, sum: Floats): void;
  enter(layer: string): void;
  leave(): void;
}

let current: Watcher | null = null;

/** The installed hook, or null. */
export const watcher = (): Watcher | null => current;

/** Runs `compute` with a hook installed. Synchronous only. */
export function watched<T>(who: string, by: Watcher, compute: () => T): T {
  const before = current;
  current = by;
  try {
    return synchronous(who, compute());
  } finally {
    current = before;
  }
}
