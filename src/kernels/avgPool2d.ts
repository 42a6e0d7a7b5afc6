/** Takes the mean under each window. Padding counts as zeros if `geometry.countPadding`, else not at all. */
export { avgPool2d } from "./reference/pool2d.ts";
