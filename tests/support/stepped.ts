import type { Tensor } from "../../src/autograd/index.ts";
import type { Optimizer } from "../../src/optim/index.ts";

/** A parameter with a gradient, and its optimizer. */
export function stepped(make: () => Optimizer, params: Tensor[]): Optimizer {
  const optimizer = make();
  for (const param of params) param.grad = new Float32Array(param.size).fill(0.5);
  optimizer.step();
  return optimizer;
}
