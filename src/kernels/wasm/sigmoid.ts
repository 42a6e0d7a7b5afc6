import type { Floats } from "../../array/floats.ts";
import { sigmoid as code } from "../../generated/wasm/sigmoid.ts";
import { elementwise } from "./elementwise.ts";

/** Computes y = 1 / (1 + e⁻ˣ). Returns false, with nothing done, where the plain loop applies. */
export const sigmoid = (x: Floats, y: Floats): boolean => elementwise(code, "sigmoid", x, y);
