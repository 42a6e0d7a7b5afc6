import type { Loops3 } from "../../array/loops.ts";
export declare const sub: Loops3;
