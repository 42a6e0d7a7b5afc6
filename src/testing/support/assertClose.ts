import * as assert from "./assert.ts";

type Numbers = ArrayLike<number>;

/** Throws unless every |actual − expected| is at most absolute + relative · |expected|. */
export function assertClose(
  actual: Numbers | number,
  expected: Numbers | number,
  { relative = 0, absolute = 0 }: { relative?: number; absolute?: number },
  what = "value",
): void {
  const [found, wanted] = [actual, expected].map((x) => (typeof x === "number" ? [x] : Array.from(x)));
  assert.equal(found.length, wanted.length, `${what}: length`);
  for (const [i, value] of found.entries()) {
    const bound = absolute + relative * Math.abs(wanted[i]) + assert.slackFor(wanted[i]);
    const difference = Math.abs(value - wanted[i]);
    if (worst === null || share(difference, bound) > share(worst.measured, worst.bound))
      worst = { measured: difference, bound };
    if (!(difference <= bound)) assert.fail(`${what}[${i}] must be within ${bound} of ${wanted[i]}, got ${value}`);
  }
}

/** A difference |actual − expected|, and the largest one that passes. */
export interface Difference {
  measured: number;
  bound: number;
}

const share = (difference: number, bound: number): number => (difference === 0 ? 0 : difference / bound);

let worst: Difference | null = null;

/** Runs `prove` and returns the difference that `assertClose` found nearest to its bound; null if it compared none. */
export function worstDifference(prove: () => void): Difference | null {
  worst = null;
  prove();
  return worst;
}
