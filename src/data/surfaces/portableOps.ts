/**
 * @file exp, cos and sigmoid of the tape on portable math. The ops of `src/autograd` use the engine's functions, whose
 * last bit differs between engines; a path on a test function would soon differ visibly.
 */
import { unary } from "../../autograd/ops/support/unary.ts";
import type { Tensor } from "../../autograd/tensor.ts";
import { cos as cosine, exp as exponential, sin as sine } from "../../math/portable.ts";

/** y = eˣ          y′ = y */
export const exp = (input: Tensor): Tensor =>
  unary(
    "exp",
    input,
    (x, y) => {
      for (let i = 0; i < x.length; i++) y[i] = exponential(x[i]);
    },
    (_x, y, dy, dx) => {
      for (let i = 0; i < dx.length; i++) dx[i] = dy[i] * y[i];
    },
  );

/** y = cos x          y′ = −sin x */
export const cos = (input: Tensor): Tensor =>
  unary(
    "cos",
    input,
    (x, y) => {
      for (let i = 0; i < x.length; i++) y[i] = cosine(x[i]);
    },
    (x, _y, dy, dx) => {
      for (let i = 0; i < dx.length; i++) dx[i] = -dy[i] * sine(x[i]);
    },
  );

/** y = 1 / (1 + e⁻ˣ)          y′ = y (1 − y) */
export const sigmoid = (input: Tensor): Tensor =>
  unary(
    "sigmoid",
    input,
    (x, y) => {
      for (let i = 0; i < x.length; i++) y[i] = 1 / (1 + exponential(-x[i]));
    },
    (_x, y, dy, dx) => {
      for (let i = 0; i < dx.length; i++) dx[i] = dy[i] * y[i] * (1 - y[i]);
    },
  );
