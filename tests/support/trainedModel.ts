/** @file A small model and its training, to save and resume. */
import type { Optimizer } from "../../src/optim/index.ts";

export type Floats = Float32Array | Float64Array;

export const param = (name: string, values: Floats, shape = [values.length]) => ({
  name,
  data: values.slice(),
  grad: null as Floats | null,
  shape,
});

export const model = () => [
  param("w", Float32Array.of(1, -2, 0.5, 3), [2, 2]),
  param("b", Float64Array.of(0.1, 0.2)),
  param("unused", Float32Array.of(7)),
];

/** Steps t = from … to on gradients that depend on weights and t; `unused` has none. */
export function train(optimizer: Optimizer, from: number, to: number): void {
  for (let t = from; t <= to; t++) {
    for (const { param } of optimizer.parameterStates())
      param.grad = param.name === "unused" ? null : param.data.map((x, i) => 0.3 * x + Math.sin(t + i));
    optimizer.step();
  }
}
