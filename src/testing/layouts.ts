/** @file Trains the same weights laid out differently: one tensor or several, one group or several, in any order. */

import type { Rule } from "../optim/rule.ts";
import type { Optim } from "./check.ts";

/** Groups of tensors: for each tensor the positions of its weights in the flat list, its shape, and the group's lr. */
export interface Layout {
  tensors: { at: readonly number[]; shape: readonly number[] }[];
  lr?: number;
}

/** The flat weights after every step. `gradient` and `loss` see the flat weights. [steps + 1][weights] */
export function trainLaidOut(
  optim: Optim,
  rule: Rule,
  layouts: readonly Layout[],
  start: readonly number[],
  gradient: (theta: readonly number[], t: number) => readonly number[],
  steps: number,
  loss: (theta: readonly number[]) => number = () => 0,
): number[][] {
  const theta = [...start];
  const tensors = layouts.map(({ tensors }) =>
    tensors.map(({ at, shape }) => ({
      at,
      param: { data: Float64Array.from(at, (i) => start[i]), grad: null as Float64Array | null, shape },
    })),
  );
  const groups = layouts.map(({ lr }, i) => ({
    params: tensors[i].map(({ param }) => param),
    ...(lr !== undefined && { hyper: { lr } }),
  }));
  const optimizer = new optim.Optimizer(groups, rule);
  const gather = (): void => {
    for (const { at, param } of tensors.flat()) for (const [j, i] of at.entries()) theta[i] = param.data[j];
  };
  const path = [[...theta]];
  for (let t = 1; t <= steps; t++) {
    optimizer.step(() => {
      gather();
      const g = gradient(theta, t);
      for (const { at, param } of tensors.flat()) param.grad = Float64Array.from(at, (i) => g[i]);
      return loss(theta);
    });
    gather();
    path.push([...theta]);
  }
  return path;
}
