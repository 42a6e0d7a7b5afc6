/**
 * @file Test functions of two numbers, written with ops, so that the tape gives their gradients. x and y are tensors of
 * one shape: one call evaluates a whole grid. Values and gradients have the same bits in every engine.
 * Each `watchFor` states a fact that holds in every run; tests/data/surfaces.test.ts computes it.
 */

import { add } from "../../autograd/ops/arithmetic/add.ts";
import { mul } from "../../autograd/ops/arithmetic/mul.ts";
import { sqrt } from "../../autograd/ops/arithmetic/sqrt.ts";
import { sub } from "../../autograd/ops/arithmetic/sub.ts";
import type { Tensor } from "../../autograd/tensor.ts";
import { exp as exponential } from "../../math/portable.ts";
import { cos, exp, sigmoid } from "./portableOps.ts";
import { quadratic } from "./quadratic.ts";
import { type Surface, square, wide } from "./surface.ts";

/** f = (1 − x)² + 100 (y − x²)²; Rosenbrock, The Computer Journal 3, 1960. */
const rosenbrock: Surface = {
  name: "Rosenbrock",
  domain: [
    [-2, 2],
    [-1, 3],
  ],
  minima: [[1, 1]],
  minimum: 0,
  start: [-1.2, 1],
  watchFor: "steep walls, a curved floor: across the valley the curvature is 2,500 times that along it",
  f: (x, y) => add(square(sub(1, x)), mul(square(sub(y, square(x))), 100)),
};

/** f = (1.5 − x + xy)² + (2.25 − x + xy²)² + (2.625 − x + xy³)²; Beale, 1958. */
const beale: Surface = {
  name: "Beale",
  domain: wide(4.5),
  minima: [[3, 0.5]],
  minimum: 0,
  start: [1, 1.5],
  watchFor: "gradients of every size: nearly flat around the minimum, above 10⁵ in every corner",
  f: (x, y) => {
    const term = (constant: number, power: Tensor) => square(add(sub(constant, x), mul(x, power)));
    return add(add(term(1.5, y), term(2.25, square(y))), term(2.625, mul(square(y), y)));
  },
};

/** f = (x² + y − 11)² + (x + y² − 7)²; Himmelblau, Applied Nonlinear Programming, 1972. */
const himmelblau: Surface = {
  name: "Himmelblau",
  domain: wide(5),
  minima: [
    [3, 2],
    [-2.805118086952745, 3.131312518250573],
    [-3.779310253377747, -3.283185991286169],
    [3.584428340330492, -1.848126526964404],
  ],
  minimum: 0,
  start: [-0.5, -1],
  watchFor: "four minima, all equally deep: no path can tell which one is nearest",
  f: (x, y) => add(square(sub(add(square(x), y), 11)), square(sub(add(x, square(y)), 7))),
};

/**
 * f = x² + y² − 2 e^(−5 ((x − 1)² + y²)) − 3 e^(−5 ((x + 1)² + y²)): a bowl with two wells.
 *
 * ∂f/∂y is y times a positive number, so stationary points have y = 0. There
 *
 *     ∂f/∂x = 2x + 20 (x − 1) e^(−5 (x − 1)²) + 30 (x + 1) e^(−5 (x + 1)²)
 *
 * is 0 at the minima −0.93630063401091863 and 0.90531789916011499, and at the saddle 0.068602436708096566 between them.
 */
const twoGaussianBowl: Surface = {
  name: "two-Gaussian bowl",
  domain: wide(2),
  minima: [[-0.9363006340109186, 0]],
  minimum: -2.063090251768194,
  start: [1, 1.5],
  watchFor: "two wells: the slope at the start leads to the right one, and the left one is 0.97 lower",
  f: (x, y) => {
    const well = (centre: number, depth: number) => {
      const distance = add(square(sub(x, centre)), square(y));
      return mul(exp(mul(distance, -5)), -depth);
    };
    return add(add(square(x), square(y)), add(well(1, 2), well(-1, 3)));
  },
};

/** f = 20 + x² − 10 cos 2πx + y² − 10 cos 2πy; Rastrigin, 1974. */
const rastrigin: Surface = {
  name: "Rastrigin",
  domain: wide(5.12),
  minima: [[0, 0]],
  minimum: 0,
  start: [2.7, 2.3],
  watchFor: "a minimum near every pair of whole numbers: 121 in this frame, one of them the lowest",
  f: (x, y) => {
    const term = (z: Tensor) => sub(square(z), mul(cos(mul(z, 2 * Math.PI)), 10));
    return add(add(term(x), term(y)), 20);
  },
};

/**
 * f = −20 e^(−0.2 √(½(x² + y²))) − e^(½(cos 2πx + cos 2πy)) + 20 + e; Ackley, 1987. Not differentiable at
 * 0.
 */
const ackley: Surface = {
  name: "Ackley",
  domain: wide(5),
  minima: [[0, 0]],
  minimum: 0,
  start: [3.4, 2.6],
  watchFor: "a funnel with ripples; its tip is sharp: the slope stays above 2 up to the minimum",
  f: (x, y) => {
    const funnel = exp(mul(sqrt(mul(add(square(x), square(y)), 0.5)), -0.2));
    const ripples = exp(mul(add(cos(mul(x, 2 * Math.PI)), cos(mul(y, 2 * Math.PI))), 0.5));
    return add(sub(mul(funnel, -20), ripples), 20 + exponential(1));
  },
};

/** f = ½x² − ½y² + ¼y⁴: down on both sides of the saddle at 0. */
const saddle: Surface = {
  name: "saddle",
  domain: wide(2),
  minima: [
    [0, 1],
    [0, -1],
  ],
  minimum: -0.25,
  start: [1.8, 0.01],
  watchFor: "the slope at the start leads to the saddle: along y, where the minima lie, it is 180 times smaller",
  f: (x, y) => add(mul(sub(square(x), square(y)), 0.5), mul(square(square(y)), 0.25)),
};

/** f = x³ − 3xy² + ¼(x² + y²)²: three valleys and three ridges meet at 0, where even the curvature is 0. */
const monkeySaddle: Surface = {
  name: "monkey saddle",
  domain: wide(4),
  minima: [
    [-3, 0],
    [1.5, 1.5 * Math.sqrt(3)],
    [1.5, -1.5 * Math.sqrt(3)],
  ],
  minimum: -6.75,
  start: [1.2, 0.05],
  watchFor: "neither slope nor curvature at 0: three valleys lead down from there",
  f: (x, y) => {
    const cubic = sub(mul(square(x), x), mul(mul(x, square(y)), 3));
    return add(cubic, mul(square(add(square(x), square(y))), 0.25));
  },
};

/** f = 1 − e^(−½(x² + y²)): a hole in a plain. */
const plateau: Surface = {
  name: "plateau",
  domain: wide(4),
  minima: [[0, 0]],
  minimum: 0,
  start: [2.6, 1.8],
  watchFor: "the slope fades with the distance: at the start it is 28 times smaller than halfway down",
  f: (x, y) => sub(1, exp(mul(add(square(x), square(y)), -0.5))),
};

/** f = ¹⁄₁₀(x + 2)² + ½y² + 5 σ(20 (x − 1)): a gentle slope with a cliff at x = 1. */
const cliff: Surface = {
  name: "cliff",
  domain: wide(4),
  minima: [[-2, 0]],
  minimum: 0,
  start: [3, 1.5],
  watchFor: "a wall at x = 1: there the slope along x is 25 times that at the start",
  f: (x, y) => {
    const wall = mul(sigmoid(mul(sub(x, 1), 20)), 5);
    return add(add(mul(square(add(x, 2)), 0.1), mul(square(y), 0.5)), wall);
  },
};

/** All test functions, from easy to hard. */
export const surfaces: readonly Surface[] = [
  quadratic(),
  quadratic({ rotation: 30 }),
  rosenbrock,
  beale,
  himmelblau,
  twoGaussianBowl,
  saddle,
  monkeySaddle,
  plateau,
  cliff,
  ackley,
  rastrigin,
];
