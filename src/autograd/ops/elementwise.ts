/** @file Elementary functions of every element: the formula of y and of its derivative y′, each in a loop of its own. */
import type { Tensor } from "../tensor.ts";
import { unary } from "./unary.ts";

/**
 * y = eˣ          y′ = y
 *
 * @gradcheck exp(randn(5))
 */
export const exp = (input: Tensor): Tensor =>
  unary(
    "exp",
    input,
    (x, y) => {
      for (let i = 0; i < x.length; i++) y[i] = Math.exp(x[i]);
    },
    (_x, y, dy, dx) => {
      for (let i = 0; i < dx.length; i++) dx[i] = dy[i] * y[i];
    },
  );

/**
 * y = ln x          y′ = 1 / x
 *
 * @gradcheck log(uniform(0.5, 2, 5))
 */
export const log = (input: Tensor): Tensor =>
  unary(
    "log",
    input,
    (x, y) => {
      for (let i = 0; i < x.length; i++) y[i] = Math.log(x[i]);
    },
    (x, _y, dy, dx) => {
      for (let i = 0; i < dx.length; i++) dx[i] = dy[i] / x[i];
    },
  );

/**
 * y = √x          y′ = 1 / (2 y)
 *
 * @gradcheck sqrt(uniform(0.5, 2, 5))
 */
export const sqrt = (input: Tensor): Tensor =>
  unary(
    "sqrt",
    input,
    (x, y) => {
      for (let i = 0; i < x.length; i++) y[i] = Math.sqrt(x[i]);
    },
    (_x, y, dy, dx) => {
      for (let i = 0; i < dx.length; i++) dx[i] = dy[i] / (2 * y[i]);
    },
  );

/**
 * y = |x|          y′ = sign x, and 0 at x = 0
 *
 * @gradcheck abs(add(uniform(0.5, 2, 3), tensor([0, -3, -4])))
 */
export const abs = (input: Tensor): Tensor =>
  unary(
    "abs",
    input,
    (x, y) => {
      for (let i = 0; i < x.length; i++) y[i] = Math.abs(x[i]);
    },
    (x, _y, dy, dx) => {
      for (let i = 0; i < dx.length; i++) dx[i] = dy[i] * Math.sign(x[i]);
    },
  );

/**
 * y = sin x          y′ = cos x
 *
 * @gradcheck sin(randn(5))
 */
export const sin = (input: Tensor): Tensor =>
  unary(
    "sin",
    input,
    (x, y) => {
      for (let i = 0; i < x.length; i++) y[i] = Math.sin(x[i]);
    },
    (x, _y, dy, dx) => {
      for (let i = 0; i < dx.length; i++) dx[i] = dy[i] * Math.cos(x[i]);
    },
  );

/**
 * y = cos x          y′ = −sin x
 *
 * @gradcheck cos(randn(5))
 */
export const cos = (input: Tensor): Tensor =>
  unary(
    "cos",
    input,
    (x, y) => {
      for (let i = 0; i < x.length; i++) y[i] = Math.cos(x[i]);
    },
    (x, _y, dy, dx) => {
      for (let i = 0; i < dx.length; i++) dx[i] = -dy[i] * Math.sin(x[i]);
    },
  );
