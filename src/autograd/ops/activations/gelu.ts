import { checkOptions } from "../../../check/checkOptions.ts";
import { gelu as geluKernel } from "../../../kernels/gelu.ts";
import { geluGradient } from "../../../kernels/geluGradient.ts";
import { tanhGelu as tanhGeluKernel } from "../../../kernels/tanhGelu.ts";
import { tanhGeluGradient } from "../../../kernels/tanhGeluGradient.ts";
import type { Tensor } from "../../tensor.ts";
import { unary } from "../support/unary.ts";

export interface GeluOptions {
  /** "none": the normal distribution itself. "tanh": the approximation of older networks. Default: "none". */
  approximate?: "none" | "tanh";
}

/**
 * Gaussian error linear unit — Hendrycks & Gimpel, arXiv:1606.08415, section 2.
 *
 *     y = x Φ(x)          y′ = Φ(x) + x φ(x)          Φ(x) = ½ (1 + erf(x / √2))     φ(x) = e^(−x²/2) / √(2π)
 *
 * With { approximate: "tanh" }, Φ(x) is replaced by ½ (1 + tanh(√(2/π) (x + 0.044715 x³))): at most 5e-4 away.
 *
 * @gradcheck gelu(randn(5))
 * @gradcheck gelu(randn(5), { approximate: "tanh" })
 */
export function gelu(input: Tensor, options: GeluOptions = {}): Tensor {
  checkOptions("gelu", options, ["approximate"]);
  const { approximate = "none" } = options;
  if (approximate === "none") return exactGelu(input);
  if (approximate === "tanh") return tanhGelu(input);
  throw new RangeError(`gelu: approximate must be "none" or "tanh", got "${approximate}"`);
}

const exactGelu = (input: Tensor): Tensor =>
  unary("gelu", input, geluKernel, (x, _y, dy, dx) => geluGradient(x, dy, dx));

const tanhGelu = (input: Tensor): Tensor =>
  unary("gelu", input, tanhGeluKernel, (x, _y, dy, dx) => tanhGeluGradient(x, dy, dx));
