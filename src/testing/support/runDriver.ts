import { describeValue } from "../../check/describeValue.ts";
import type { HyperValues } from "../../optim/rule.ts";
import type { Driver } from "../driver.ts";
import { fail } from "./assert.ts";

/** Where a run begins: copied before `start` gets it. */
export interface Beginning {
  theta0: ArrayLike<number>;
  hyper: HyperValues;
  shape: readonly number[];
  /** The arrays that the subject gets. */
  floats: Float64ArrayConstructor | Float32ArrayConstructor;
}

/** One instance of a subject. Every call checks what the subject returns, and fails in words. */
export interface Running {
  readonly instance: unknown;
  /** Returns a copy of the weights. */
  theta(): Float64Array;
  /** Takes a step. The subject gets `gradient` itself, or a copy in its kind of floats. */
  step(gradient: Float64Array | Float32Array): void;
}

/** Starts an instance of a driver. */
export function runDriver(driver: Driver, { theta0, hyper, shape, floats }: Beginning): Running {
  const instance = saying("start", () => driver.start(floats.from(theta0) as Float64Array, hyper, shape));
  let t = 0;
  const when = (): string => (t === 0 ? "at the start" : `after step ${t}`);
  const theta = (): Float64Array => {
    const found = saying(`theta ${when()}`, () => driver.theta(instance));
    if (typeof found?.length !== "number" || typeof found === "string")
      fail(`theta must return a list of ${theta0.length} numbers, got ${describeValue(found)} ${when()}`);
    const numbers = Float64Array.from(found);
    if (numbers.length !== theta0.length)
      fail(`theta must return ${theta0.length} numbers, got ${numbers.length} ${when()}`);
    return numbers;
  };
  const step = (gradient: Float64Array | Float32Array): void => {
    t++;
    const g = gradient instanceof floats ? gradient : floats.from(gradient);
    const result = saying(`step ${t}`, () => driver.step(instance, g as Float64Array)) as
      | { then?: unknown }
      | undefined;
    if (typeof result?.then === "function") fail("step must change the instance before it returns, got a promise");
  };
  return { instance, theta, step };
}

/** Adds to an error which call of the subject threw it. */
function saying<T>(call: string, run: () => T): T {
  try {
    return run();
  } catch (error) {
    throw new Error(`${call} threw: ${error instanceof Error ? error.message : describeValue(error)}`, {
      cause: error,
    });
  }
}
