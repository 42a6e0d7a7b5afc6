import type { HyperValues, Rule, State } from "../../optim/rule.ts";
import type { Driver } from "../driver.ts";
import { NotTested } from "./notTested.ts";
import { type Beginning, type Running, runDriver } from "./runDriver.ts";

interface Kept {
  running: Running;
  hyper: HyperValues;
  last: Float64Array;
}

/**
 * Makes a rule that calls a driver, so that the claims about `form` can train it. Each parameter has its own instance,
 * kept outside the saved state. Claims that load a state, move weights or change a hyperparameter throw NotTested.
 */
export function driverRule(driver: Driver, form: Rule, hyper: Rule["hyper"], floats: Beginning["floats"]): Rule {
  const instances = new WeakMap<State, Kept>();
  const { name, variant, definition, kinds, elementwise } = form;
  return {
    ...{ name, variant, definition, kinds, elementwise, hyper },
    init(theta, shape, values) {
      const state: State = {};
      const running = runDriver(driver, { theta0: theta, hyper: values, shape, floats });
      instances.set(state, { running, hyper: values, last: running.theta() });
      return state;
    },
    update({ theta, g }, state, values) {
      const kept = instances.get(state);
      if (kept === undefined) throw new NotTested("a loaded state");
      if (Object.keys(values).some((key) => values[key] !== kept.hyper[key])) throw new NotTested("a schedule");
      if (theta.some((x, i) => !Object.is(x, kept.last[i]))) throw new NotTested("weights moved between steps");
      kept.running.step(g.slice());
      theta.set(kept.running.theta());
      kept.last = Float64Array.from(theta);
    },
  };
}
