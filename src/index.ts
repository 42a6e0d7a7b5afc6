/** @file Everything downhill offers in Node and browsers. File readers and the command line need Node: see node.ts. */
export * from "./autograd/index.ts";
export { useFast, useReference, usingFast } from "./kernels/index.ts";
export * from "./nn/index.ts";
export * from "./schedules/index.ts";
