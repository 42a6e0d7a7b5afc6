import type { Floats } from "../../array/floats.ts";
import { exp as code } from "../../generated/wasm/exp.ts";
import { elementwise } from "./elementwise.ts";

/** Computes y = eˣ. Returns false, with nothing done, where the plain loop applies. */
export const exp = (x: Floats, y: Floats): boolean => elementwise(code, "exponential", x, y);
