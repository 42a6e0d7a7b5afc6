/** @file Ops that pass some elements on and hold others back: the gradient follows the element that was passed. */
import { array, broadcastShape, expand, type Floats, zerosLike } from "../../kernels/array.ts";
import { checkOptions } from "../../kernels/options.ts";
import { type Nested, tensor } from "../create.ts";
import { record, Tensor } from "../tensor.ts";
import type { Operand } from "./arithmetic.ts";
import { broadcastPair, type Pair, toInput } from "./broadcastPair.ts";
import { unary } from "./unary.ts";
import { unbroadcast } from "./unbroadcast.ts";

/**
 * y = x, but at least min and at most max          y′ = 1 for min ≤ x ≤ max, else 0
 *
 * @gradcheck clamp(randn(8), { min: -0.5 })
 * @gradcheck clamp(randn(8), { max: 0.5 })
 * @gradcheck clamp(randn(8), { min: -0.5, max: 0.7 })
 */
export function clamp(input: Tensor, bounds: { min?: number; max?: number }): Tensor {
  checkOptions("clamp", bounds, ["min", "max"]);
  const { min = -Infinity, max = Infinity } = bounds;
  if (!(min <= max)) throw new RangeError(`clamp: min ${min} and max ${max}; min needs to be at most max`);
  return unary(
    "clamp",
    input,
    (x, y) => {
      for (let i = 0; i < x.length; i++) y[i] = Math.min(Math.max(x[i], min), max);
    },
    (x, _y, dy, dx) => {
      for (let i = 0; i < dx.length; i++) dx[i] = x[i] >= min && x[i] <= max ? dy[i] : 0;
    },
  );
}

/**
 * y = max(a, b), element by element with broadcasting. The larger one gets the gradient; equals get half each.
 *
 * @gradcheck maximum(randn(3, 4), randn(4))
 * @gradcheck maximum(randn(3, 1), 0.1)
 */
export function maximum(a: Operand, b: Operand): Tensor {
  const pair = broadcastPair("maximum", a, b);
  for (let i = 0; i < pair.y.length; i++) pair.y[i] = Math.max(pair.a[i], pair.b[i]);
  return recordWinner("maximum", pair, 1);
}

/**
 * y = min(a, b), element by element with broadcasting. The smaller one gets the gradient; equals get half each.
 *
 * @gradcheck minimum(randn(3, 4), randn(4))
 * @gradcheck minimum(randn(3, 1), 0.1)
 */
export function minimum(a: Operand, b: Operand): Tensor {
  const pair = broadcastPair("minimum", a, b);
  for (let i = 0; i < pair.y.length; i++) pair.y[i] = Math.min(pair.a[i], pair.b[i]);
  return recordWinner("minimum", pair, -1);
}

/** `sign` is 1 if the larger operand wins, −1 if the smaller. A NaN, which never loses, passes its gradient on. */
function recordWinner(op: string, pair: Pair, sign: 1 | -1): Tensor {
  const { a, b, y } = pair;
  const share = (own: Floats, other: Floats, dy: Floats): Floats => {
    const dx = zerosLike(y);
    for (let i = 0; i < dx.length; i++) {
      const loses = sign * own[i] < sign * other[i];
      dx[i] = loses ? 0 : own[i] === other[i] ? 0.5 * dy[i] : dy[i];
    }
    return dx;
  };
  return record(
    op,
    array(y, pair.shape),
    [pair.x, (dy) => toInput(share(a, b, dy.data), pair, pair.x)],
    [pair.z, (dy) => toInput(share(b, a, dy.data), pair, pair.z)],
  );
}

/**
 * y = a where the condition is not 0, else b. All three broadcast. The condition itself has no gradient.
 *
 * @gradcheck where([[1, 0, 0], [0, 1, 1]], randn(2, 3), randn(3))
 * @gradcheck where([1, 0], randn(3, 1), 4)
 */
export function where(condition: Tensor | Nested, a: Operand, b: Operand): Tensor {
  const given = condition instanceof Tensor ? condition : tensor(condition);
  const values = broadcastPair("where", a, b);
  const shape = broadcastShape("where", given.shape, values.shape);
  // A copy: nobody notices when the condition is changed before backward.
  const chosen = Uint8Array.from(expand(given, shape).data, (value) => (value !== 0 ? 1 : 0));
  const x = expand(values.x, shape).data;
  const z = expand(values.z, shape).data;
  const y = zerosLike(values.y, chosen.length);
  for (let i = 0; i < y.length; i++) y[i] = chosen[i] === 1 ? x[i] : z[i];
  const masked = (dy: Floats, pass: boolean): Floats => {
    const dx = zerosLike(y);
    for (let i = 0; i < dx.length; i++) dx[i] = (chosen[i] === 1) === pass ? dy[i] : 0;
    return dx;
  };
  return record(
    "where",
    array(y, shape),
    [values.x, (dy) => unbroadcast(array(masked(dy.data, true), shape), values.x.shape)],
    [values.z, (dy) => unbroadcast(array(masked(dy.data, false), shape), values.z.shape)],
  );
}
