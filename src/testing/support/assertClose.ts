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
    const bound = absolute + relative * Math.abs(wanted[i]);
    const difference = Math.abs(value - wanted[i]);
    largest = Math.max(largest ?? 0, difference);
    if (!(difference <= bound)) assert.fail(`${what}[${i}] must be within ${bound} of ${wanted[i]}, got ${value}`);
  }
}

let largest: number | null = null;

/** Runs `prove` and returns the largest |actual − expected| that `assertClose` compared; null if it compared none. */
export function largestDifference(prove: () => void): number | null {
  largest = null;
  prove();
  return largest;
}
