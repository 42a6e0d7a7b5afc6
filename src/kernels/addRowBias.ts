/** Computes y[r,c] = x[r,c] + bias[c]. x may be y. */
export { addRowBias } from "./reference/bias.ts";
