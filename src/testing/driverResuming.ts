import type { HyperValues } from "../optim/rule.ts";
import type { Driver } from "./driver.ts";
import type { RuleCheck } from "./ruleCheck.ts";
import { deepEqual } from "./support/assert.ts";
import { gradientStreams, streamShape, streamStart } from "./support/gradientStreams.ts";
import { runDriver } from "./support/runDriver.ts";

interface Place {
  driver: Driver;
  hyper: HyperValues;
  floats: Float64ArrayConstructor | Float32ArrayConstructor;
}

const [{ gradients }] = gradientStreams;

/** Checks that a driver stopped after any step, and resumed from its weights and state, gives the same bits. */
export function driverResuming({ driver, hyper, floats }: Place): RuleCheck[] {
  const { state, restore } = driver;
  if (state === undefined || restore === undefined) return [];
  const begin = (theta0: ArrayLike<number>) => runDriver(driver, { theta0, hyper, shape: streamShape, floats });
  const train = (running: ReturnType<typeof begin>, from: number): Float64Array => {
    for (const gradient of gradients.slice(from)) running.step(floats.from(gradient));
    return running.theta();
  };
  const expected = train(begin(streamStart), 0);
  const resumeAt = (cut: number): void => {
    const first = begin(streamStart);
    for (const gradient of gradients.slice(0, cut)) first.step(floats.from(gradient));
    const theta = first.theta();
    const saved = state(first.instance);
    const copy = structuredClone(saved);
    train(first, cut);
    deepEqual(saved, copy, `the state saved after step ${cut}, which further steps change: state`);
    const second = begin(theta);
    restore(second.instance, saved);
    deepEqual(train(second, cut), expected, `the weights when resumed after step ${cut}: theta`);
  };
  let problem: string | null = null;
  try {
    for (let cut = 0; cut < gradients.length; cut++) resumeAt(cut);
  } catch (error) {
    problem = (error as Error).message;
  }
  const name = "stopped after any step and resumed, it gives the same bits";
  return [{ name, passed: problem === null, measured: null, bound: null, problem }];
}
