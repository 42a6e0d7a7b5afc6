import type * as autograd from "../../autograd/index.ts";
import type { Tensor } from "../../autograd/index.ts";
import { parseCall } from "./parseCall.ts";

/** The ops, and the functions that make and check tensors of the same copy of the library. */
export type Autograd = typeof autograd;

/**
 * Turns the call of a `@gradcheck` line into a function of its inputs. `randn`, `uniform` and `tensor` in the call make
 * the inputs, once and of one dtype. A `constant` is made anew in each call and takes no gradient.
 */
export function prepareCall(
  call: string,
  library: Autograd,
  dtype: "float64" | "float32" = "float64",
): { f: () => Tensor; inputs: Tensor[] } {
  const random = new library.Random(7);
  const inputs: Tensor[] = [];
  const options = { dtype, requiresGrad: true } as const;
  let next = 0;
  const once = (make: () => Tensor): Tensor => {
    if (next === inputs.length) inputs.push(make());
    return inputs[next++];
  };
  const scope: Record<string, unknown> = {
    ...library,
    randn: (...shape: number[]) => once(() => library.randn(shape, { random, ...options })),
    uniform: (low: number, high: number, ...shape: number[]) =>
      once(() => library.uniform(shape, { random, low, high, ...options })),
    tensor: (values: number[]) => once(() => library.tensor(values, options)),
    constant: (values: number[]) => library.tensor(values, { dtype }),
  };
  const evaluate = parseCall(call);
  const f = (): Tensor => {
    next = 0;
    return evaluate(scope) as Tensor;
  };
  library.noGrad(f);
  return { f, inputs };
}
