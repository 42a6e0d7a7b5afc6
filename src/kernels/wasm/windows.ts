import type { Pool2dGeometry } from "../geometry.ts";
import type { Instance } from "./instance.ts";
import { room } from "./staging.ts";

/** The address of the sizes of a pooling, as the kernels read them: class Windows of assembly/inline/windows.ts. */
export function windowsOf(wasm: Instance, g: Pool2dGeometry): number {
  const windows = room(16);
  const sizes = [g.batch * g.channels, g.inHeight, g.inWidth, g.kernelHeight, g.kernelWidth, g.outHeight, g.outWidth];
  wasm.i32.set([...sizes, ...g.stride, ...g.padding, Number(g.countPadding)], windows >> 2);
  return windows;
}
