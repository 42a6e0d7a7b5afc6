/** Sizes of one pooling: written by ../../windows.ts, field by field. */
@unmanaged
export class Windows {
  planes: i32;
  inHeight: i32;
  inWidth: i32;
  kernelHeight: i32;
  kernelWidth: i32;
  outHeight: i32;
  outWidth: i32;
  strideY: i32;
  strideX: i32;
  paddingY: i32;
  paddingX: i32;
  /** Nonzero if an average counts padding as members of its window. */
  countPadding: i32;
}

/** The first of four windows of a row, without padding, with window j among them; −1 where there are none. */
// @ts-ignore: decorator
@inline
export function fourFrom(w: Windows, j: i32, stride: i32): i32 {
  const first = (w.paddingX + stride - 1) / stride;
  const last = min((w.inWidth - w.kernelWidth + w.paddingX) / stride, w.outWidth - 1);
  return j >= first && j <= last && last - first >= 3 ? min(j, last - 3) : -1;
}
