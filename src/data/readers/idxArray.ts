/** The numbers of an IDX file in the kind that its header names. */
export type IdxValues = Uint8Array | Int8Array | Int16Array | Int32Array | Float32Array | Float64Array;

/** An array in the IDX format of MNIST. */
export interface IdxArray {
  shape: number[];
  values: IdxValues;
}
