import { setFast } from "./usingFast.ts";

/** Runs every kernel in its fastest form from now on, as at the start. */
export const useFast = (): void => setFast(true);
