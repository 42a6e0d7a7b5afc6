/** An array [batch, channels, inner] as planes of `inner` elements, one channel after another. */
export interface Planes {
  readonly channels: number;
  readonly inner: number;
}

/** The numbers of an affine map, one a channel. */
export interface ChannelMap {
  readonly center: Float64Array;
  readonly slope: Float64Array;
  readonly shift: ArrayLike<number>;
  /** Of the second operand, if there is one. */
  readonly factor?: Float64Array;
}

/** Sums of each channel. */
export interface ChannelSums {
  readonly sums: Float64Array;
  readonly products: Float64Array;
}
