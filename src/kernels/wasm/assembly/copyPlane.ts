import { bytes } from "./inline/convolution";
import { copyRow } from "./inline/copy";
import { storeTransposed } from "./inline/transpose";

/**
 * y[i · line + j] = x[i · fromLine + j · fromStep] for i < lines and j < length. Either `fromStep` or `fromLine` is 1.
 * Then the plane lies as it is or transposed.
 */
export function copyPlane(y: usize, x: usize, lines: i32, length: i32, line: i32, fromLine: i32, fromStep: i32): void {
  if (fromStep === 1) {
    for (let i = 0; i < lines; i++) copyRow(x + bytes(i * fromLine), y + bytes(i * line), length);
    return;
  }
  // 16 numbers are one line of the cache. Lines of y 4 kB apart share one set of it, which holds 8.
  const band = line % 1024 ? 16 : 8;
  for (let start = 0; start < lines; start += band) {
    const end = min(start + band, lines);
    let j = 0;
    for (; j + 4 <= length; j += 4) {
      let from = x + bytes(j * fromStep + start);
      let to = y + bytes(start * line + j);
      let i = start;
      for (; i + 4 <= end; i += 4) {
        storeTransposed(
          v128.load(from),
          v128.load(from + bytes(fromStep)),
          v128.load(from + bytes(2 * fromStep)),
          v128.load(from + bytes(3 * fromStep)),
          to,
          bytes(line),
        );
        from += 16;
        to += bytes(4 * line);
      }
      for (; i < end; i++) copyOne(x, y, i, j, 4, line, fromStep);
    }
    for (let i = start; i < end; i++) copyOne(x, y, i, j, length - j, line, fromStep);
  }
}

/** Copies `count` numbers of line i from number j on. */
// @ts-ignore: decorator
@inline
function copyOne(x: usize, y: usize, i: i32, j: i32, count: i32, line: i32, fromStep: i32): void {
  for (let k = j; k < j + count; k++) store<f32>(y + bytes(i * line + k), load<f32>(x + bytes(k * fromStep + i)));
}
