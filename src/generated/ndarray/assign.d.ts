import type { Loops2 } from "../../array/loops.ts";
export declare const assign: Loops2;
