import { bytes } from "./convolution";

/** Four numbers that are `stride` apart. Reads up to `stride` numbers from the last one on. */
// @ts-ignore: decorator
@inline
export function loadStrided(from: usize, stride: i32): v128 {
  if (stride == 1) return v128.load(from);
  if (stride == 2) return v128.shuffle<f32>(v128.load(from), v128.load(from, 16), 0, 2, 4, 6);
  let lanes = v128.load32_zero(from);
  lanes = v128.load_lane<f32>(from + bytes(stride), lanes, 1);
  lanes = v128.load_lane<f32>(from + bytes(2 * stride), lanes, 2);
  return v128.load_lane<f32>(from + bytes(3 * stride), lanes, 3);
}
