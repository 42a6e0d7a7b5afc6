export { add, div, mul, neg, sub } from "./arithmetic.ts";
export * from "./elementwise.ts";
export { matmul } from "./matmul.ts";
