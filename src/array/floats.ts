/** The numbers of an array: Float32Array in training, Float64Array where derivatives are checked. */
export type Floats = Float32Array | Float64Array;
