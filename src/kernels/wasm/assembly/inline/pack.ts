import { storeTransposed } from "./transpose";

/**
 * Copies `lines` rows of op(A) (or columns of op(B)), `depth` elements deep, into a panel [depth, width]. Their order
 * is that in which the microkernel reads. Lines beyond `lines` are zeros. One of the two strides (in elements) is 1:
 * the other tells whether the source was transposed. `width` is 4 or 8.
 */
export function pack(from: usize, lines: i32, width: i32, depth: i32, lineStride: i32, depthStride: i32, to: usize): void {
  if (lines < width) packEdge(from, lines, width, depth, lineStride, depthStride, to);
  else if (depthStride == 1) packAcross(from, width, depth, <usize>lineStride << 2, to);
  else packAlong(from, width, depth, <usize>depthStride << 2, to);
}

function packEdge(from: usize, lines: i32, width: i32, depth: i32, lineStride: i32, depthStride: i32, to: usize): void {
  for (let p = 0; p < depth; p++) {
    for (let line = 0; line < width; line++) {
      const value: f32 = line < lines ? load<f32>(from + (<usize>(line * lineStride + p * depthStride) << 2)) : 0;
      store<f32>(to, value);
      to += 4;
    }
  }
}

/** Lines are contiguous in depth: 4 lines by 4 depths are transposed in registers. */
function packAcross(from: usize, width: i32, depth: i32, line: usize, to: usize): void {
  const step = <usize>width << 2;
  for (let first = 0; first < width; first += 4) {
    let at = from + <usize>first * line;
    let out = to + (<usize>first << 2);
    let p = 0;
    for (; p + 4 <= depth; p += 4) {
      storeTransposed(v128.load(at), v128.load(at + line), v128.load(at + 2 * line), v128.load(at + 3 * line), out, step);
      at += 16;
      out += 4 * step;
    }
    for (; p < depth; p++) {
      store<f32>(out, load<f32>(at));
      store<f32>(out, load<f32>(at + line), 4);
      store<f32>(out, load<f32>(at + 2 * line), 8);
      store<f32>(out, load<f32>(at + 3 * line), 12);
      at += 4;
      out += step;
    }
  }
}

/** Lines are neighbours at every depth: whole vectors are copied. */
function packAlong(from: usize, width: i32, depth: i32, deep: usize, to: usize): void {
  for (let p = 0; p < depth; p++) {
    v128.store(to, v128.load(from));
    if (width == 8) v128.store(to, v128.load(from, 16), 16);
    from += deep;
    to += <usize>width << 2;
  }
}
