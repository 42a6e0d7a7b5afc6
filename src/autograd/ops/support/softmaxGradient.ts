import type { Floats } from "../../../array/floats.ts";

/** dx = y (dy − Σⱼ dyⱼ yⱼ) along the middle axis of [outer, length, inner] */
export function softmaxGradient(y: Floats, dy: Floats, dx: Floats, outer: number, length: number, inner: number): void {
  for (let at = 0; at < outer * inner; at++) {
    const start = Math.floor(at / inner) * length * inner + (at % inner);
    const end = start + length * inner;
    let weighted = 0;
    for (let k = start; k < end; k += inner) weighted += dy[k] * y[k];
    for (let k = start; k < end; k += inner) dx[k] = y[k] * (dy[k] - weighted);
  }
}
