import type { Rule } from "../optim/rule.ts";
import type { Subject } from "./subject.ts";
import * as assert from "./support/assert.ts";
import { type Claim, claim, type Optim } from "./support/claim.ts";
import { holds } from "./support/holds.ts";
import { upTo } from "./support/numbers.ts";

interface Param {
  data: Float64Array;
  grad: Float64Array | null;
  shape: number[];
}

const matrix = (values: readonly number[]): Param => ({ data: Float64Array.from(values), grad: null, shape: [2, 2] });

/** A gradient that depends on the weights and the step, so that a wrong state shows. */
const setGradient = (param: Param, t: number): void => {
  param.grad = param.data.map((x, i) => 0.5 * x + Math.sin(3 * t + i));
};

const loss = (params: readonly Param[]): number =>
  params.reduce((sum, { data }) => data.reduce((s, x) => s + 0.25 * x * x, sum), 0);

/** Steps t = from … to, with gradients for `params` only. */
function steps(optimizer: InstanceType<Optim["Optimizer"]>, params: readonly Param[], from: number, to: number): void {
  for (let t = from; t <= to; t++) {
    optimizer.step(() => {
      for (const param of params) setGradient(param, t);
      return loss(params);
    });
  }
}

/** Returns the weights of one parameter with a separate optimizer. */
function alone(optim: Optim, rule: Rule, start: readonly number[], from: number, to: number): Float64Array {
  const param = matrix(start);
  steps(new optim.Optimizer([param], rule), [param], from, to);
  return param.data;
}

const [first, second] = [
  [1, -2, 0.5, 3],
  [-1, 0.7, 2, -0.3],
];

/** Claims that a rule leaves gradients, parameters without gradient and groups added before unchanged. */
export const hygiene = (subject: Subject): Claim[] => [
  claim(`${subject.name}: a step reads gradients and writes weights, both in place`, (optim) => {
    const param = matrix(first);
    const { data } = param;
    const optimizer = new optim.Optimizer([param], subject.make(optim, { lr: 0.05 }));
    for (const t of upTo(6)) {
      let copy = new Float64Array();
      optimizer.step(() => {
        setGradient(param, t);
        copy = (param.grad as Float64Array).slice();
        return loss([param]);
      });
      // L-BFGS leaves the gradient of the point that it chose.
      if (subject.make(optim).beforeStep === undefined) assert.deepEqual(param.grad, copy, `gradient at step ${t}`);
      assert.equal(param.data, data);
    }
    assert.notDeepEqual([...data], first);
  }),
  ...(subject.scope === "model" ? [] : separation(subject)),
  ...edges(subject),
];

/** Claims that parameters do not influence each other. */
const separation = ({ name, make }: Subject): Claim[] => [
  claim(`${name}: a group added late trains as if it were new, and the groups before it are unaffected`, (optim) => {
    const params = [first, second].map(matrix);
    const rule = () => make(optim, { lr: 0.05 });
    const optimizer = new optim.Optimizer([params[0]], rule());
    steps(optimizer, [params[0]], 1, 4);
    optimizer.addGroup({ params: [params[1]] });
    steps(optimizer, params, 5, 12);
    assert.deepEqual(params[0].data, alone(optim, rule(), first, 1, 12));
    assert.deepEqual(params[1].data, alone(optim, rule(), second, 5, 12));
  }),

  claim(`${name}: a parameter without gradient keeps its weights and its update count`, (optim) => {
    const params = [first, second].map(matrix);
    const rule = () => make(optim, { lr: 0.05 });
    const optimizer = new optim.Optimizer(
      params.map((param) => ({ params: [param] })),
      rule(),
    );
    steps(optimizer, [params[0]], 1, 4);
    assert.deepEqual([...params[1].data], second);
    steps(optimizer, params, 5, 12);
    assert.deepEqual(params[0].data, alone(optim, rule(), first, 1, 12));
    assert.deepEqual(params[1].data, alone(optim, rule(), second, 5, 12));
  }),
];

const edges = ({ name, make, scaleFree }: Subject): Claim[] => [
  claim(`${name}: gradients of 0 give no NaN`, (optim) => assertFinite(optim, make(optim))),

  ...(scaleFree
    ? [
        {
          ...claim(`${name}: gradients of 0 give no NaN, even where ε is 0`, (optim) =>
            assertFinite(optim, make(optim, scaleFree)),
          ),
          libraryOnly: true as const,
        },
      ]
    : []),

  claim(`${name}: an empty parameter is allowed`, (optim) => {
    const param = { data: new Float64Array(0), grad: new Float64Array(0), shape: [0, 3] };
    const other = matrix(first);
    const optimizer = new optim.Optimizer([param, other], make(optim, { lr: 0.05 }));
    steps(optimizer, [other], 1, 2);
    optimizer.step(() => {
      setGradient(other, 3);
      param.grad = new Float64Array(0);
      return loss([other]);
    });
    holds(other.data.every(Number.isFinite), `${other.data}`);
  }),
];

function assertFinite(optim: Optim, rule: Rule): void {
  const param = matrix([0, 1, -2, 0]);
  const optimizer = new optim.Optimizer([param], rule);
  for (const g of [0, 0, 1, 0]) {
    optimizer.step(() => {
      param.grad = new Float64Array([0, g, 0, 0]);
      return loss([param]);
    });
  }
  holds(param.data.every(Number.isFinite), `${param.data}`);
}
