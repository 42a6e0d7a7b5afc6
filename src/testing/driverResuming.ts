import type { RuleCheck } from "./ruleCheck.ts";
import { deepEqual } from "./support/assert.ts";
import { begin, type Place } from "./support/begin.ts";
import { check } from "./support/check.ts";
import { gradientStreams } from "./support/gradientStreams.ts";
import type { Running } from "./support/runDriver.ts";

const [{ gradients }] = gradientStreams;

/** Checks that a driver stopped after any step, and resumed from its weights and state, gives the same bits. */
export function driverResuming(place: Place): RuleCheck[] {
  const { state, restore } = place.driver;
  if (state === undefined || restore === undefined) return [];
  const train = (running: Running, from: number): Float64Array => {
    for (const gradient of gradients.slice(from)) running.step(place.floats.from(gradient));
    return running.theta();
  };
  const resumeAt = (cut: number, expected: Float64Array): void => {
    const first = begin(place);
    for (const gradient of gradients.slice(0, cut)) first.step(place.floats.from(gradient));
    const theta = first.theta();
    const saved = state(first.instance);
    const copy = structuredClone(saved);
    train(first, cut);
    deepEqual(saved, copy, `the state saved after step ${cut}, which further steps change: state`);
    const second = begin(place, theta);
    restore(second.instance, saved);
    deepEqual(train(second, cut), expected, `the weights when resumed after step ${cut}: theta`);
  };
  return [
    check("stopped after any step and resumed, it gives the same bits", () => {
      const expected = train(begin(place), 0);
      for (let cut = 0; cut < gradients.length; cut++) resumeAt(cut, expected);
    }),
  ];
}
