import type { Loop } from "../../array/loops.ts";
export declare const mul: Loop;
