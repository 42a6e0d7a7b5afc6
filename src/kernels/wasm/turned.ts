import { turn as code } from "../../generated/wasm/turn.ts";
import type { Instance } from "./instance.ts";
import { room } from "./staging.ts";

/**
 * Returns the address of [outer, columns, rows] for the numbers at an address, [outer, rows, columns]. So kernels for
 * the last axis serve other axes too.
 */
export function turned(wasm: Instance, from: number, outer: number, rows: number, columns: number): number {
  if (rows === 1 || columns === 1) return from;
  const to = room(outer * rows * columns);
  wasm.load(code)[0](from, to, outer, rows, columns);
  return to;
}
