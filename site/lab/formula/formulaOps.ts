/** @file sin, log and tanh of the tape on portable math, as exp and cos of the test functions are. */
import { unary } from "../../../src/autograd/ops/support/unary.ts";
import type { Tensor } from "../../../src/autograd/tensor.ts";
import { cos as cosine, log as logarithm, sin as sine, tanh as tangent } from "../../../src/math/portable.ts";

/** y = sin x          y′ = cos x */
export const sin = (input: Tensor): Tensor =>
  unary(
    "sin",
    input,
    (x, y) => {
      for (let i = 0; i < x.length; i++) y[i] = sine(x[i]);
    },
    (x, _y, dy, dx) => {
      for (let i = 0; i < dx.length; i++) dx[i] = dy[i] * cosine(x[i]);
    },
  );

/** y = ln x          y′ = 1 / x          NaN below 0 */
export const log = (input: Tensor): Tensor =>
  unary(
    "log",
    input,
    (x, y) => {
      for (let i = 0; i < x.length; i++) y[i] = logarithm(x[i]);
    },
    (x, _y, dy, dx) => {
      for (let i = 0; i < dx.length; i++) dx[i] = dy[i] / x[i];
    },
  );

/** y = tanh x          y′ = 1 − y² */
export const tanh = (input: Tensor): Tensor =>
  unary(
    "tanh",
    input,
    (x, y) => {
      for (let i = 0; i < x.length; i++) y[i] = tangent(x[i]);
    },
    (_x, y, dy, dx) => {
      for (let i = 0; i < dx.length; i++) dx[i] = dy[i] * (1 - y[i] * y[i]);
    },
  );
