import type { Floats } from "../../array/floats.ts";

/** y[r,c] = x[r,c] + bias[c] */
export function addRowBias(x: Floats, bias: Floats, y: Floats, rows: number, columns: number): void {
  for (let r = 0; r < rows; r++) {
    for (let c = 0; c < columns; c++) y[r * columns + c] = x[r * columns + c] + bias[c];
  }
}
