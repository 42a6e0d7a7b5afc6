/** Computes y = e^xⱼ / Σᵢ e^xᵢ along the middle axis. x and y: [outer, length, inner]. */
export { softmax } from "./reference/softmax.ts";
