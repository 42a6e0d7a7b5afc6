/**
 * @file Arithmetic with broadcasting: shapes are aligned at the right, and axes of size 1 (or missing) repeat.
 * The adjoint of repeating is summing, so each gradient is summed back to its input's shape (`unbroadcast`).
 */
import { arithmetic, array, type Floats, type NdArray, zerosLike } from "../../kernels/array.ts";
import { kindOf } from "../../kernels/kindOf.ts";
import { record, Tensor } from "../tensor.ts";
import { needTensor } from "./needTensor.ts";
import { unbroadcast } from "./unbroadcast.ts";

/** What arithmetic accepts: a plain number stands for a tensor with one element. */
export type Operand = Tensor | number;

const isFloat64 = (x: Operand): boolean => x instanceof Tensor && x.data instanceof Float64Array;

/** Both operands as tensors. Throws in the name of `who` if one is neither a tensor nor a number. */
export function operands(who: string, a: Operand, b: Operand): [Tensor, Tensor] {
  const kind = isFloat64(a) || isFloat64(b) ? new Float64Array(1) : new Float32Array(1);
  return [asTensor(who, a, kind), asTensor(who, b, kind)];
}

function asTensor(who: string, x: Operand, kind: Floats): Tensor {
  if (x instanceof Tensor) return x;
  if (typeof x !== "number") {
    throw new TypeError(`${who}: an operand is ${kindOf(x)}; it needs a tensor or a number: tensor(values)`);
  }
  return new Tensor(array(zerosLike(kind, 1).fill(x), []));
}

/**
 * y = a + b          ∂y/∂a = 1          ∂y/∂b = 1
 *
 * @gradcheck add(randn(3, 4), randn(4))
 * @gradcheck add(randn(2, 1, 3), randn(4, 1))
 */
export function add(a: Operand, b: Operand): Tensor {
  const [x, z] = operands("add", a, b);
  return record(
    "add",
    arithmetic("add", x, z),
    [x, (dy) => unbroadcast(dy, x.shape)],
    [z, (dy) => unbroadcast(dy, z.shape)],
  );
}

/**
 * y = a − b          ∂y/∂a = 1          ∂y/∂b = −1
 *
 * @gradcheck sub(randn(3, 4), randn(3, 1))
 */
export function sub(a: Operand, b: Operand): Tensor {
  const [x, z] = operands("sub", a, b);
  return record(
    "sub",
    arithmetic("sub", x, z),
    [x, (dy) => unbroadcast(dy, x.shape)],
    [z, (dy) => unbroadcast(negative(dy), z.shape)],
  );
}

/**
 * y = a b          ∂y/∂a = b          ∂y/∂b = a
 *
 * @gradcheck mul(randn(3, 4), randn(4))
 * @gradcheck mul(randn(3, 1), randn(1, 4))
 */
export function mul(a: Operand, b: Operand): Tensor {
  const [x, z] = operands("mul", a, b);
  return record(
    "mul",
    arithmetic("mul", x, z),
    [x, (dy) => unbroadcast(arithmetic("mul", dy, z), x.shape)],
    [z, (dy) => unbroadcast(arithmetic("mul", dy, x), z.shape)],
  );
}

/**
 * y = a / b          ∂y/∂a = 1 / b          ∂y/∂b = −y / b
 *
 * @gradcheck div(randn(3, 4), uniform(0.5, 2, 4))
 */
export function div(a: Operand, b: Operand): Tensor {
  const [x, z] = operands("div", a, b);
  const y = arithmetic("div", x, z);
  return record(
    "div",
    y,
    [x, (dy) => unbroadcast(arithmetic("div", dy, z), x.shape)],
    [z, (dy) => unbroadcast(negative(arithmetic("div", arithmetic("mul", dy, y), z)), z.shape)],
  );
}

/**
 * y = −x          y′ = −1
 *
 * @gradcheck neg(randn(5))
 */
export function neg(x: Tensor): Tensor {
  needTensor("neg", "the input", x);
  return record("neg", negative(x), [x, negative]);
}

function negative(x: NdArray): NdArray {
  const y = zerosLike(x.data);
  for (let i = 0; i < y.length; i++) y[i] = -x.data[i];
  return array(y, x.shape);
}
