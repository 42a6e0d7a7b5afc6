import { Random } from "../../../src/autograd/random.ts";
import { quadratic } from "../../../src/data/surfaces/quadratic.ts";
import { slopeAt } from "../../../src/data/surfaces/slopeAt.ts";
import { Optimizer, sgd } from "../../../src/optim/index.ts";
import type { Reducer } from "../../../src/schedules/reducers/reducer.ts";

const [condition, deviation, epochs, steps] = [20, 2, 40, 10];

/** The training that drives a reducer on its page, in words. */
export const sampleRunText = `gradient descent on a quadratic of condition ${condition}, noise of deviation ${deviation} on every gradient, ${epochs} epochs of ${steps} steps`;

/** The mean loss of every epoch, and the learning rate in it, which the reducer lowers after the epoch. */
export function sampleRun<State extends { readonly value: number }>(
  reduce: Reducer<State>,
): { losses: number[]; rates: number[] } {
  const surface = quadratic({ condition });
  const theta = { data: Float64Array.from(surface.start), grad: new Float64Array(2), shape: [2] };
  const random = new Random(1);
  let state = reduce.initial;
  const optimizer = new Optimizer([theta], sgd({ lr: () => state.value }));
  const [losses, rates]: number[][] = [[], []];
  for (let epoch = 0; epoch < epochs; epoch++) {
    let sum = 0;
    rates.push(state.value);
    for (let step = 0; step < steps; step++) {
      const { value, gradient } = slopeAt(surface, [theta.data[0], theta.data[1]]);
      sum += value;
      theta.grad.set(gradient.map((g) => g + deviation * random.normal()));
      optimizer.step();
    }
    losses.push(sum / steps);
    state = reduce(state, sum / steps);
  }
  return { losses, rates };
}
