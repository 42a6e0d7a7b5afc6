/** @file Activations with a kink at 0: below it they are zero, a gentle line, or a saturating exponential. */
import { kernels } from "../../kernels/index.ts";
import type { Tensor } from "../tensor.ts";
import { unary } from "./unary.ts";

/**
 * y = max(x, 0)          y′ = 1 for x > 0, else 0
 *
 * Rectified linear unit — Nair & Hinton, ICML 2010. At x = 0, where no derivative exists, y′ = 0. NaN stays NaN.
 *
 * @gradcheck relu(randn(8))
 */
export const relu = (input: Tensor): Tensor =>
  unary("relu", input, kernels.relu, (x, _y, dy, dx) => kernels.reluGradient(x, dy, dx));

/**
 * y = x for x > 0, else slope · x          y′ = 1 for x > 0, else slope
 *
 * Maas, Hannun & Ng, "Rectifier Nonlinearities Improve Neural Network Acoustic Models", ICML 2013.
 *
 * @gradcheck leakyRelu(randn(8))
 * @gradcheck leakyRelu(randn(8), 0.3)
 */
export const leakyRelu = (input: Tensor, slope = 0.01): Tensor =>
  unary(
    "leakyRelu",
    input,
    (x, y) => {
      for (let i = 0; i < x.length; i++) y[i] = x[i] > 0 ? x[i] : slope * x[i];
    },
    (x, _y, dy, dx) => {
      for (let i = 0; i < dx.length; i++) dx[i] = x[i] > 0 ? dy[i] : slope * dy[i];
    },
  );

/**
 * y = x for x > 0, else α (eˣ − 1)          y′ = 1 for x > 0, else α eˣ
 *
 * Exponential linear unit — Clevert, Unterthiner & Hochreiter, ICLR 2016, equation 15.
 *
 * @gradcheck elu(randn(8))
 * @gradcheck elu(randn(8), 0.7)
 */
export const elu = (input: Tensor, alpha = 1): Tensor =>
  unary(
    "elu",
    input,
    (x, y) => {
      for (let i = 0; i < x.length; i++) y[i] = x[i] > 0 ? x[i] : alpha * Math.expm1(x[i]);
    },
    (x, _y, dy, dx) => {
      for (let i = 0; i < dx.length; i++) dx[i] = x[i] > 0 ? dy[i] : dy[i] * alpha * Math.exp(x[i]);
    },
  );
