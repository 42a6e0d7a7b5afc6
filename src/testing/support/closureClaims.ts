import type { Rule } from "../../optim/rule.ts";
import * as assert from "./assert.ts";
import { type Claim, claim, type Optim } from "./claim.ts";

/** The claims about every rule that evaluates the loss itself. */
export const closureClaims = (name: string, make: (optim: Optim) => Rule): Claim[] => [
  claim(`${name} needs a closure`, (optim) => {
    const param = { data: new Float64Array(1), grad: new Float64Array(1), shape: [1] };
    assert.throws(() => new optim.Optimizer([param], make(optim)).step(), /closure/);
  }),

  claim(`${name} puts the weights back when the closure throws at its second evaluation`, (optim) => {
    const param = { data: Float64Array.of(1), grad: null as Float64Array | null, shape: [1] };
    const optimizer = new optim.Optimizer([param], make(optim));
    let calls = 0;
    const closure = (): number => {
      if (++calls === 2) throw new Error("no more data");
      param.grad = Float64Array.of(2 * param.data[0]);
      return param.data[0] ** 2;
    };
    assert.throws(() => optimizer.step(closure), /no more data/);
    assert.deepEqual([param.data[0], optimizer.stepCount], [1, 0]);
  }),
];
