/** @file Each returns false, with nothing done, where the plain loops apply. */
import type { Floats } from "../../array/floats.ts";
import { avgPool2d as code } from "../../generated/wasm/avgPool2d.ts";
import type { Pool2dGeometry } from "../geometry.ts";
import { begin, deliver, input, none, output, room } from "./staging.ts";
import { windowsOf } from "./windows.ts";

/** The mean of each window. */
export function avgPool2d(x: Floats, y: Floats, g: Pool2dGeometry): boolean {
  const wasm = begin(x, y, none);
  if (wasm === null) return false;
  const to = output(wasm, y);
  wasm.load(code)[0](windowsOf(wasm, g), input(wasm, x), to);
  deliver(wasm, to, y);
  return true;
}

/** dx from dy. */
export function avgPool2dGradient(dy: Floats, dx: Floats, g: Pool2dGeometry): boolean {
  const plane = g.inHeight * g.inWidth;
  const wasm = begin(dy, dx, none, 2 * plane);
  if (wasm === null) return false;
  const [to, sums] = [output(wasm, dx), room(2 * plane)];
  wasm.f32.fill(0, sums >> 2, (sums >> 2) + 2 * plane);
  wasm.load(code)[1](windowsOf(wasm, g), input(wasm, dy), to, sums);
  deliver(wasm, to, dx);
  return true;
}
