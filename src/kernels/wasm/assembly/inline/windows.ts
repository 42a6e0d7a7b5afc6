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
