import { setFast } from "./usingFast.ts";

/** Runs every kernel as its plain loop in `kernels/reference` from now on: the same bits in every engine. */
export const useReference = (): void => setFast(false);
