import type { Loops } from "../../array/loops.ts";
export declare const add: Loops;
