/**
 * @file The IDX format of MNIST: 00 00, a type byte (08: unsigned bytes), the number of axes, each axis as a big-endian
 * 32-bit number, then the values. https://yann.lecun.com/exdb/mnist/
 */

export interface IdxArray {
  shape: number[];
  values: Uint8Array;
}
