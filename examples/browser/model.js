import { Linear, Random, Sequential, spiral, Tanh } from "../../dist/downhill.browser.js";

/** The network, which the worker trains and the page evaluates: 2-32-32-3. */
export function makeModel() {
  const random = new Random(1);
  return new Sequential(
    new Linear(2, 32, { random }),
    new Tanh(),
    new Linear(32, 32, { random }),
    new Tanh(),
    new Linear(32, 3, { random }),
  );
}

/** 300 points on the arms of a spiral, within [−1, 1]². */
export const examples = () => spiral(300, { arms: 3, random: new Random(2) });
