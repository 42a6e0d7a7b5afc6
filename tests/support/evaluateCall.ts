import { tensor } from "../../src/autograd/index.ts";
import * as ops from "../../src/autograd/ops/index.ts";
import type { Tensor } from "../../src/autograd/tensor.ts";

/** Evaluates a call of ops written as text, such as `sum(mul(a, b))`. The inputs are a, b, c, … in their order. */
export function evaluateCall(call: string, inputs: readonly Tensor[]): Tensor {
  const scope: Record<string, unknown> = {
    ...ops,
    tensor,
    constant: (values: number[]) => tensor(values, { dtype: "float64" }),
  };
  for (const [i, x] of inputs.entries()) scope["abcde"[i]] = x;
  return new Function(...Object.keys(scope), `return ${call};`)(...Object.values(scope));
}
