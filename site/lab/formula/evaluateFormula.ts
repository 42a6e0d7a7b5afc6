import { abs, add, div, maximum, minimum, mul, neg, sqrt, sub } from "../../../src/autograd/ops/index.ts";
import type { Tensor } from "../../../src/autograd/tensor.ts";
import { cos, exp } from "../../../src/data/surfaces/portableOps.ts";
import {
  cos as cosOf,
  exp as expOf,
  log as logOf,
  powInt,
  sin as sinOf,
  tanh as tanhOf,
} from "../../../src/math/portable.ts";
import { log, sin, tanh } from "./formulaOps.ts";
import type { FormulaNode } from "./parseFormula.ts";

type Value = Tensor | number;

interface Operation {
  numbers(a: number, b: number): number;
  /** At least one argument is a tensor. */
  tensors(a: Tensor, b: Tensor): Tensor;
}

/** The ops accept a number in place of either tensor of two. */
const operations: Readonly<Record<string, Operation>> = {
  add: { numbers: (a, b) => a + b, tensors: add },
  sub: { numbers: (a, b) => a - b, tensors: sub },
  mul: { numbers: (a, b) => a * b, tensors: mul },
  div: { numbers: (a, b) => a / b, tensors: div },
  neg: { numbers: (a) => -a, tensors: neg },
  abs: { numbers: Math.abs, tensors: abs },
  sqrt: { numbers: Math.sqrt, tensors: sqrt },
  exp: { numbers: expOf, tensors: exp },
  log: { numbers: logOf, tensors: log },
  sin: { numbers: sinOf, tensors: sin },
  cos: { numbers: cosOf, tensors: cos },
  tanh: { numbers: tanhOf, tensors: tanh },
  max: { numbers: Math.max, tensors: maximum },
  min: { numbers: Math.min, tensors: minimum },
};

/** The value of a formula with ops of the tape, in the shape of x. */
export function evaluateFormula(node: FormulaNode, x: Tensor, y: Tensor): Tensor {
  const value = evaluated(node, x, y);
  return typeof value === "number" ? add(mul(x, 0), value) : value;
}

/** The value of a formula without x and y. */
export const constantOf = (node: FormulaNode): number => evaluated(node, null, null) as number;

function evaluated(node: FormulaNode, x: Tensor | null, y: Tensor | null): Value {
  if (node.kind === "number") return node.value;
  if (node.kind === "variable") return (node.name === "x" ? x : y) as Tensor;
  if (node.name === "pow") return power(evaluated(node.args[0], x, y), constantOf(node.args[1]));
  const args = node.args.map((one) => evaluated(one, x, y));
  const { numbers, tensors } = operations[node.name];
  if (args.every((one) => typeof one === "number")) return numbers(args[0] as number, args[1] as number);
  return tensors(args[0] as Tensor, args[1] as Tensor);
}

/** The largest whole exponent that is multiplied out. */
const mostFactors = 64;

/** aⁿ by products for whole n, √a for ½, else e^(n ln a). */
function power(a: Value, n: number): Value {
  if (Number.isInteger(n) && Math.abs(n) <= mostFactors) {
    if (typeof a === "number") return n < 0 ? 1 / powInt(a, -n) : powInt(a, n);
    if (n === 0) return 1;
    const product = multiplied(a, Math.abs(n));
    return n < 0 ? div(1, product) : product;
  }
  if (typeof a === "number") return n === 0.5 ? Math.sqrt(a) : expOf(n * logOf(a));
  return n === 0.5 ? sqrt(a) : exp(mul(log(a), n));
}

const multiplied = (a: Tensor, n: number): Tensor => {
  if (n === 1) return a;
  const half = multiplied(a, n >> 1);
  const square = mul(half, half);
  return n % 2 === 0 ? square : mul(square, a);
};
