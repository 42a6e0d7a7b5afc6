import type { Floats } from "../../array/floats.ts";
import { tanh as code } from "../../generated/wasm/tanh.ts";
import { elementwise } from "./elementwise.ts";

/** Computes y = tanh x. Returns false, with nothing done, where the plain loop applies. */
export const tanh = (x: Floats, y: Floats): boolean => elementwise(code, "tanh", x, y);
