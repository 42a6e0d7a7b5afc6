import type { Ndarray } from "../../array/toNdarray.ts";
export type Construct = (data: Ndarray["data"], shape: readonly number[], stride: readonly number[], offset: number) => Ndarray;
/**
 * By rank + 1. Takes the name of the kind of numbers; then the view of nothing (rank 0), or all constructors and
 * ndarray's order.
 */
export declare const constructors: readonly ((dtype: string, ...given: unknown[]) => Construct)[];
