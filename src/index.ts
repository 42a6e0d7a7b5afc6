/** @file Everything downhill offers in Node and browsers. What reads and writes files needs Node: see node.ts. */
export type { Floats } from "./array/floats.ts";
export type { NdArray } from "./array/ndArray.ts";
export type { Shape } from "./array/shape.ts";
export { type Ndarray, toNdarray } from "./array/toNdarray.ts";
export * from "./autograd/index.ts";
export * from "./checkpoint/index.ts";
export * from "./data/index.ts";
export { acceleration } from "./kernels/acceleration.ts";
export { useFast } from "./kernels/useFast.ts";
export { useReference } from "./kernels/useReference.ts";
export { usingFast } from "./kernels/usingFast.ts";

export * from "./model/index.ts";

export * from "./nn/index.ts";

export * from "./optim/index.ts";

export * from "./schedules/index.ts";

export * from "./training/index.ts";
