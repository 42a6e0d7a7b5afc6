import { checkOptions } from "../check/checkOptions.ts";
import { describeValue } from "../check/describeValue.ts";
import type { HyperValues } from "../optim/rule.ts";

/** Calls by which checks drive an optimizer. `I` is the type of its instance: whatever `start` returns. */
export interface DriverCalls<I> {
  /**
   * Makes an optimizer of one tensor: its weights as a new flat Float64Array, the hyperparameters under downhill's
   * names (`lr`, `beta1`, `eps`, …), and the tensor's shape. Read only the hyperparameters that the optimizer has:
   * checks leave the others alone.
   */
  start(theta0: Float64Array, hyper: HyperValues, shape: readonly number[]): I;
  /** Takes one step with the gradient of the present weights. Changes the instance; a returned value is ignored. */
  step(instance: I, gradient: Float64Array): unknown;
  /** Returns the present weights as a flat list. */
  theta(instance: I): ArrayLike<number>;
  /** Returns the optimizer's state as plain data, without the weights. With `restore` it allows checks of resuming. */
  state?(instance: I): unknown;
  /** Puts a saved state into an instance that `start` made from the saved weights. */
  restore?(instance: I, state: unknown): void;
}

/** An optimizer that checks can drive. */
export interface Driver<I = unknown> extends DriverCalls<I> {
  readonly isDriver: true;
}

const required = ["start", "step", "theta"] as const;
const optional = ["state", "restore"] as const;

/**
 * Wraps any optimizer, so that `checkRule` can drive it: a function, a class, or an optimizer of another library.
 *
 *     driver({                                                          // (theta, g, t) => theta
 *       start: (theta, { lr }) => ({ theta, t: 0, lr }),
 *       step: (run, g) => { run.theta = mine(run.theta, g, ++run.t, run.lr); },
 *       theta: (run) => run.theta,
 *     })
 *     driver({                                                          // a class
 *       start: (theta, { lr, beta1 }) => new MyAdam(theta, lr, beta1),
 *       step: (optimizer, g) => optimizer.step(g),
 *       theta: (optimizer) => optimizer.weights,
 *     })
 *     driver({                                                          // TensorFlow.js
 *       start: (theta, { lr }) => ({ x: tf.variable(tf.tensor1d(theta)), optimizer: tf.train.sgd(lr) }),
 *       step: ({ x, optimizer }, g) => optimizer.applyGradients({ [x.name]: tf.tensor1d(g) }),
 *       theta: ({ x }) => x.dataSync(),
 *     })
 *
 * A `Rule` of downhill is a subject of checks as it is. Throws a TypeError unless every call is a function, and
 * `state` and `restore` come together.
 */
export function driver<I>(calls: DriverCalls<I>): Driver<I> {
  checkOptions("driver", calls, [...required, ...optional]);
  for (const name of required) {
    if (typeof calls[name] !== "function")
      throw new TypeError(`driver: ${name} must be a function, got ${describeValue(calls[name])}`);
  }
  for (const [one, other] of [optional, [...optional].reverse()]) {
    if (calls[one] === undefined) continue;
    if (typeof calls[one] !== "function")
      throw new TypeError(`driver: ${one} must be a function, got ${describeValue(calls[one])}`);
    if (calls[other] === undefined) throw new TypeError(`driver: ${one} needs ${other} beside it, got none`);
  }
  return { ...calls, isDriver: true };
}
