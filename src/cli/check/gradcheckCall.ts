/** @file The `@gradcheck <call>` lines of the ops' comments, and how to run one, against these ops or a broken copy. */
import type * as autograd from "../../autograd/index.ts";
import type { Tensor } from "../../autograd/index.ts";
import { parseCall } from "./parseCall.ts";

/** What a call needs: the ops under their names, and what makes and checks tensors of the same kind. */
export type Autograd = typeof autograd;

/** The calls in the comments of a source file. */
export const gradcheckCalls = (source: string): string[] =>
  [...source.matchAll(/@gradcheck (.+?)(?: \*\/)?$/gm)].map(([, call]) => call);

/**
 * A call as a function of its inputs, which are made once, of one kind, by the `randn`, `uniform` and `tensor` in it.
 * A `constant` is made anew each time and takes no gradient.
 */
export function prepare(
  call: string,
  library: Autograd,
  dtype: "float64" | "float32" = "float64",
): { f: () => Tensor; inputs: Tensor[] } {
  const random = new library.Random(7);
  const inputs: Tensor[] = [];
  const options = { dtype, requiresGrad: true } as const;
  let turn = 0;
  const once = (make: () => Tensor): Tensor => {
    if (turn === inputs.length) inputs.push(make());
    return inputs[turn++];
  };
  const scope: Record<string, unknown> = {
    ...library,
    randn: (...shape: number[]) => once(() => library.randn(random, shape, options)),
    uniform: (low: number, high: number, ...shape: number[]) =>
      once(() => library.uniform(random, shape, low, high, options)),
    tensor: (values: number[]) => once(() => library.tensor(values, options)),
    constant: (values: number[]) => library.tensor(values, { dtype }),
  };
  const evaluate = parseCall(call);
  const f = (): Tensor => {
    turn = 0;
    return evaluate(scope) as Tensor;
  };
  library.noGrad(f);
  return { f, inputs };
}
