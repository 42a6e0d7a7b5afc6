/** Spreads dy[i] evenly over its window, from dx = 0. */
export { avgPool2dGradient } from "./reference/pool2d.ts";
