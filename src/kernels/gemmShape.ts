/** op(A) is [m, k], op(B) is [k, n], C is [m, n]; A is stored as [k, m] under `transposeA`, B as [n, k] likewise. */
export interface GemmShape {
  readonly m: number;
  readonly n: number;
  readonly k: number;
  readonly transposeA?: boolean;
  readonly transposeB?: boolean;
}
