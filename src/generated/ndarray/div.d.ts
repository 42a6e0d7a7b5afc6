import type { Loops } from "../../array/loops.ts";
export declare const div: Loops;
