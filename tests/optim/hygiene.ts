/** @file What every rule must leave alone: gradients, buffers, parameters without gradient, groups that came before. */
import assert from "node:assert/strict";
import type { Rule } from "../../src/optim/rule.ts";
import { type Check, claim, holds, type Optim, upTo } from "../../src/testing/check.ts";
import type { Row } from "../../src/testing/table.ts";

interface Param {
  data: Float64Array;
  grad: Float64Array | null;
  shape: number[];
}

const matrix = (values: readonly number[]): Param => ({ data: Float64Array.from(values), grad: null, shape: [2, 2] });

/** A gradient that depends on the weights and the step, so that a wrong state shows. */
const feel = (param: Param, t: number): void => {
  param.grad = param.data.map((x, i) => 0.5 * x + Math.sin(3 * t + i));
};

const loss = (params: readonly Param[]): number =>
  params.reduce((sum, { data }) => data.reduce((s, x) => s + 0.25 * x * x, sum), 0);

/** Steps t = from … to, with gradients for `params` only. */
function steps(optimizer: InstanceType<Optim["Optimizer"]>, params: readonly Param[], from: number, to: number): void {
  for (let t = from; t <= to; t++) {
    optimizer.step(() => {
      for (const param of params) feel(param, t);
      return loss(params);
    });
  }
}

/** The weights of one parameter trained on its own. */
function alone(optim: Optim, rule: Rule, start: readonly number[], from: number, to: number): Float64Array {
  const param = matrix(start);
  steps(new optim.Optimizer([param], rule), [param], from, to);
  return param.data;
}

const [first, second] = [
  [1, -2, 0.5, 3],
  [-1, 0.7, 2, -0.3],
];

export const hygieneOf = (row: Row): Check[] => [
  claim(`${row.name}: a step reads gradients and writes weights, both where they are`, (optim) => {
    const param = matrix(first);
    const { data } = param;
    const optimizer = new optim.Optimizer([param], row.make(optim, { lr: 0.05 }));
    for (const t of upTo(6)) {
      let copy = new Float64Array();
      optimizer.step(() => {
        feel(param, t);
        copy = (param.grad as Float64Array).slice();
        return loss([param]);
      });
      assert.deepEqual(param.grad, copy, `gradient at step ${t}`);
      assert.equal(param.data, data);
    }
    assert.notDeepEqual([...data], first);
  }),

  claim(`${row.name}: a group added late trains as if it were new, those before go on`, (optim) => {
    if (row.scope === "model") return;
    const params = [first, second].map(matrix);
    const rule = () => row.make(optim, { lr: 0.05 });
    const optimizer = new optim.Optimizer([params[0]], rule());
    steps(optimizer, [params[0]], 1, 4);
    optimizer.addGroup({ params: [params[1]] });
    steps(optimizer, params, 5, 12);
    assert.deepEqual(params[0].data, alone(optim, rule(), first, 1, 12));
    assert.deepEqual(params[1].data, alone(optim, rule(), second, 5, 12));
  }),

  claim(`${row.name}: a parameter without gradient keeps its weights, and its update count`, (optim) => {
    if (row.scope === "model") return;
    const params = [first, second].map(matrix);
    const rule = () => row.make(optim, { lr: 0.05 });
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

  claim(`${row.name}: gradients of 0 make no NaN, even where ε is 0`, (optim) => {
    const param = matrix([0, 1, -2, 0]);
    const optimizer = new optim.Optimizer([param], row.make(optim, row.scaleFree));
    for (const g of [0, 0, 1, 0]) {
      optimizer.step(() => {
        param.grad = new Float64Array([0, g, 0, 0]);
        return loss([param]);
      });
    }
    holds(param.data.every(Number.isFinite), `${param.data}`);
  }),

  claim(`${row.name}: an empty parameter is none`, (optim) => {
    const param = { data: new Float64Array(0), grad: new Float64Array(0), shape: [0, 3] };
    const other = matrix(first);
    const optimizer = new optim.Optimizer([param, other], row.make(optim, { lr: 0.05 }));
    steps(optimizer, [other], 1, 2);
    optimizer.step(() => {
      feel(other, 3);
      param.grad = new Float64Array(0);
      return loss([other]);
    });
    holds(other.data.every(Number.isFinite));
  }),
];
