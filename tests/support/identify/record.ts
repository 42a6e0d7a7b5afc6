import { Random } from "../../../src/autograd/random.ts";
import { Optimizer, type Rule } from "../../../src/optim/index.ts";
import type { Recording } from "../../../src/testing/index.ts";

export interface RecordOptions {
  steps?: number;
  shape?: readonly number[];
  floats?: Float32ArrayConstructor | Float64ArrayConstructor;
  seed?: number;
  /** The learning rate of a step, in place of the rule's. */
  rate?(t: number): number;
}

/** Trains on a noisy quadratic and records weights and gradients, as a user of any framework would. */
export function record(rule: Rule, options: RecordOptions = {}): Recording {
  const { steps = 40, shape = [6], floats = Float64Array, seed = 1 } = options;
  const random = new Random(seed);
  const length = shape.reduce((product, size) => product * size, 1);
  const make = (values: (i: number) => number): Float32Array | Float64Array =>
    new floats(length).map((_, i) => values(i));
  const data = make(() => random.normal());
  const curvature = Array.from({ length }, () => Math.exp(random.normal()));
  const param = { data, grad: null as Float32Array | Float64Array | null, shape };
  const optimizer = new Optimizer([param], rule);
  const snapshot = (values: ArrayLike<number>) => ({ data: Array.from(values), shape });
  const theta = [snapshot(data)];
  const gradients: { data: number[]; shape: readonly number[] }[] = [];
  for (let t = 1; t <= steps; t++) {
    param.grad = make((i) => curvature[i] * data[i] + 0.5 * random.normal());
    gradients.push(snapshot(param.grad));
    if (options.rate) optimizer.groups[0].hyper.lr = options.rate(t);
    optimizer.step();
    theta.push(snapshot(data));
  }
  return { theta, gradients };
}
