import type { Copier } from "../array/copyView.ts";
import { usingFast } from "./usingFast.ts";
import { copyByPlanes as fast } from "./wasm/copyByPlanes.ts";

/** Copies views by planes of vectors, where that applies: `copyView` without it is the specification. */
export const copyByPlanes: Copier = (to, from, block) => usingFast() && fast(to, from, block);
