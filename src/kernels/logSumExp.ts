/**
 * Computes y = ln Σⱼ e^xⱼ along the middle axis, shifted by the maximum against overflow. An empty axis gives
 * −Infinity.
 */
export { logSumExp } from "./reference/softmax.ts";
