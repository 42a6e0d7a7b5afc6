import type { Loops3 } from "../../array/loops.ts";
export declare const div: Loops3;
