import { checkOptions } from "../../../check/checkOptions.ts";
import { gelu as code } from "../../../generated/wasm/gelu.ts";
import { withSlopes } from "../../../kernels/withSlopes.ts";
import { erf } from "../../../math/erf.ts";
import type { Tensor } from "../../tensor.ts";
import { type UnaryKernels, unary } from "../support/unary.ts";

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
  unary(
    "gelu",
    input,
    (x, y) => {
      for (let i = 0; i < x.length; i++) y[i] = x[i] * normalCdf(x[i]);
    },
    (x, _y, dy, dx) => {
      for (let i = 0; i < dx.length; i++) {
        const density = Math.exp(-0.5 * x[i] * x[i]) / Math.sqrt(2 * Math.PI);
        dx[i] = dy[i] * (normalCdf(x[i]) + x[i] * density);
      }
    },
    exactKernels,
  );

const exactKernels: UnaryKernels = {
  ...{ code, sameBits: false, forward: 0, backward: 4, reads: "slopes" },
  withSlopes: (x) => withSlopes(exactKernels, 1, x),
};

/** Φ(x), the probability that a standard normal number is below x. */
const normalCdf = (x: number): number => 0.5 * (1 + erf(x / Math.SQRT2));

const scale = /* @__PURE__ */ Math.sqrt(2 / Math.PI);
const cubic = 0.044715;

/** √(2/π) (x + 0.044715 x³). In V8 `x ** 3` takes ten times as long. */
const scaled = (x: number): number => scale * (x + cubic * x * x * x);

const tanhGelu = (input: Tensor): Tensor =>
  unary(
    "gelu",
    input,
    (x, y) => {
      for (let i = 0; i < x.length; i++) y[i] = 0.5 * x[i] * (1 + Math.tanh(scaled(x[i])));
    },
    (x, _y, dy, dx) => {
      for (let i = 0; i < dx.length; i++) {
        const t = Math.tanh(scaled(x[i]));
        const slope = (1 - t * t) * scale * (1 + 3 * cubic * x[i] * x[i]);
        dx[i] = dy[i] * 0.5 * (1 + t + x[i] * slope);
      }
    },
    byTanhKernels,
  );

const byTanhKernels: UnaryKernels = { code, sameBits: false, forward: 2, backward: 3, reads: "x" };
