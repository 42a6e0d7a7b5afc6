/** @file Everything downhill offers in Node and browsers. What reads and writes files needs Node: see node.ts. */
export * from "./autograd/index.ts";
export * from "./checkpoint/index.ts";
export * from "./data/index.ts";
export type { Floats, NdArray, Shape } from "./kernels/array.ts";
export { acceleration, useFast, useReference, usingFast } from "./kernels/index.ts";
export * from "./nn/index.ts";
export * from "./optim/index.ts";
export * from "./schedules/index.ts";
