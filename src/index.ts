/** @file Everything downhill offers in Node and browsers. What reads and writes files needs Node: see node.ts. */
export * from "./autograd/index.ts";
export * from "./data/index.ts";
export { acceleration, useFast, useReference, usingFast } from "./kernels/index.ts";
export * from "./nn/index.ts";
export { adam } from "./optim/adam.ts";
export type { GroupOptions, Parameter } from "./optim/group.ts";
export { momentum } from "./optim/momentum.ts";
export { type Closure, Optimizer, type OptimizerOptions } from "./optim/optimizer.ts";
export { defineRule, type Hyper, type Rule, zerosLike } from "./optim/rule.ts";
export { sgd } from "./optim/sgd.ts";
export * from "./schedules/index.ts";
