import type { RuleCheck } from "./ruleCheck.ts";
import { deepEqual, fail } from "./support/assert.ts";
import { begin, type Place } from "./support/begin.ts";
import { check } from "./support/check.ts";
import { gradientStreams } from "./support/gradientStreams.ts";

const [{ gradients }, , zeros] = gradientStreams;

/** Returns the weights after every step. `around` gets each gradient array before and after its step. */
function pathOf(
  place: Place,
  around: (step: () => void, g: Float64Array | Float32Array, t: number) => void,
): number[][] {
  const running = begin(place);
  return gradients.map((gradient, i) => {
    const g = place.floats.from(gradient);
    around(() => running.step(g), g, i + 1);
    return [...running.theta()];
  });
}

const plainPath = (place: Place): number[][] => pathOf(place, (step) => step());

/**
 * Checks that a driver leaves the caller's arrays alone, and that its instances share nothing. Checks that gradients of
 * 0 leave the weights finite.
 */
export function driverHygiene(place: Place): RuleCheck[] {
  return [
    check("leaves the gradient as it is", () => {
      pathOf(place, (step, g, t) => {
        const before = g.slice();
        step();
        deepEqual(g, before, `step ${t} mutates its gradient: gradient`);
      });
    }),
    check("reads a gradient at its own step only", () => {
      const poisoned = pathOf(place, (step, g) => {
        step();
        g.fill(Number.NaN);
      });
      const alone = plainPath(place);
      const t = poisoned.findIndex((theta, i) => theta.some((x, j) => x !== alone[i][j]));
      if (t >= 0) fail(`step ${t + 1} reads the gradient array of an earlier step, which callers reuse; copy it`);
    }),
    check("a second instance gives the same path", () => {
      const [first, second] = [plainPath(place), plainPath(place)];
      const t = first.findIndex((theta, i) => theta.some((x, j) => !Object.is(x, second[i][j])));
      if (t >= 0) fail(`it keeps hidden state between runs: the second instance differs from step ${t + 1} on`);
    }),
    check("two instances side by side do not influence each other", () => sideBySide(place)),
    check("gradients of 0 give no NaN", () => {
      const running = begin(place);
      for (const [i, gradient] of zeros.gradients.entries()) {
        running.step(place.floats.from(gradient));
        const at = running.theta().findIndex((x) => !Number.isFinite(x));
        if (at >= 0) fail(`theta[${at}] is ${running.theta()[at]} after step ${i + 1}, its gradient ${gradient[at]}`);
      }
    }),
  ];
}

function sideBySide(place: Place): void {
  const alone = plainPath(place);
  const [one, other] = [begin(place), begin(place)];
  for (const [i, gradient] of gradients.entries()) {
    one.step(place.floats.from(gradient));
    other.step(place.floats.from(gradient.map((g) => -2 * g)));
    if (one.theta().some((x, j) => x !== alone[i][j]))
      fail(`they share state or arrays: the first differs from step ${i + 1} on once a second one trains`);
  }
}
