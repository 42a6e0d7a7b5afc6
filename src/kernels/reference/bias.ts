import type { Floats } from "../array.ts";

/** y[r,c] = x[r,c] + bias[c] */
export function addRowBias(x: Floats, bias: Floats, y: Floats, rows: number, columns: number): void {
  for (let r = 0; r < rows; r++) {
    for (let c = 0; c < columns; c++) y[r * columns + c] = x[r * columns + c] + bias[c];
  }
}

/** y[n,c,i] = x[n,c,i] + bias[c] */
export function addChannelBias(
  x: Floats,
  bias: Floats,
  y: Floats,
  batch: number,
  channels: number,
  inner: number,
): void {
  for (let plane = 0; plane < batch * channels; plane++) {
    const b = bias[plane % channels];
    for (let i = plane * inner; i < (plane + 1) * inner; i++) y[i] = x[i] + b;
  }
}
