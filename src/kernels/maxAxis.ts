/** Finds the largest value along the middle axis and the first index that holds it. NaN counts as largest. */
export { maxAxis } from "./reference/reduce.ts";
