/** @file Runs the `@gradcheck <call>` lines of the ops' comments, against these ops or a broken copy of them. */
import { readdirSync, readFileSync } from "node:fs";
import type * as autograd from "../../src/autograd/index.ts";
import type { Tensor } from "../../src/autograd/index.ts";

/** What a call needs: the ops under their names, and what makes and checks tensors of the same kind. */
export type Autograd = typeof autograd;

export const opsFolder = new URL("../../src/autograd/ops/", import.meta.url);

export const opFiles = readdirSync(opsFolder)
  .filter((file) => file.endsWith(".ts"))
  .sort();

export interface Line {
  file: string;
  call: string;
}

const linesOf = (file: string): Line[] =>
  [...readFileSync(new URL(file, opsFolder), "utf8").matchAll(/@gradcheck (.+?)(?: \*\/)?$/gm)].map(([, call]) => ({
    file,
    call,
  }));

export const lines: readonly Line[] = opFiles.flatMap(linesOf);

/**
 * A call as a function of its inputs, which are made once, in Float64, by the `randn`, `uniform` and `tensor` in it.
 * A `constant` is made anew each time and takes no gradient.
 */
export function prepare(call: string, library: Autograd): { f: () => Tensor; inputs: Tensor[] } {
  const random = new library.Random(7);
  const inputs: Tensor[] = [];
  const options = { dtype: "float64", requiresGrad: true } as const;
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
    constant: (values: number[]) => library.tensor(values, { dtype: "float64" }),
  };
  const evaluate = new Function(...Object.keys(scope), `return ${call};`) as (...args: unknown[]) => Tensor;
  const f = (): Tensor => {
    turn = 0;
    return evaluate(...Object.values(scope));
  };
  library.noGrad(f);
  return { f, inputs };
}
