/** @file Assertions without Node's `assert`, so `downhill/testing` runs in a page. Numbers compare by `Object.is`. */
import { describeValue } from "../../check/describeValue.ts";

/** Throws with this message. */
export function fail(message: string): never {
  throw new Error(message);
}

let slack = 0;

/**
 * Lets all comparisons of numbers while `run` runs differ by `share` of 1 + |expected|. The library's rules are held to
 * the bit; other programs may add up the same terms in another order.
 */
export function withSlack(share: number, run: () => void): void {
  const before = slack;
  slack = share;
  try {
    run();
  } finally {
    slack = before;
  }
}

/** The difference from an expected number that is allowed just now. */
export const slackFor = (expected: number): number => slack * (1 + Math.abs(expected));

const isSame = (actual: unknown, expected: unknown): boolean =>
  Object.is(actual, expected) ||
  (slack > 0 && typeof actual === "number" && Math.abs(actual - (expected as number)) <= slackFor(expected as number));

export function equal(actual: unknown, expected: unknown, what = "value"): void {
  if (!isSame(actual, expected)) fail(`${what} must be ${describeValue(expected)}, got ${describeValue(actual)}`);
}

/** Throws at the first element that differs. Compares arrays, typed arrays and plain objects element by element. */
export function deepEqual(actual: unknown, expected: unknown, what = "value"): void {
  const found = difference(actual, expected, what);
  if (found !== null) fail(found);
}

export function notDeepEqual(actual: unknown, unexpected: unknown, what = "value"): void {
  if (difference(actual, unexpected, what) === null) fail(`${what} must not be ${describeValue(unexpected)}`);
}

/** Throws unless `run` throws an error whose message matches. */
export function throws(run: () => unknown, message: RegExp): void {
  try {
    run();
  } catch (error) {
    if (!message.test((error as Error).message))
      fail(`the error must match ${message}, got ${describeValue((error as Error).message)}`);
    return;
  }
  fail(`an error that matches ${message} must be thrown, got none`);
}

/** Describes the first difference of two values, or returns null. */
function difference(actual: unknown, expected: unknown, at: string): string | null {
  if (isSame(actual, expected)) return null;
  if (!isObject(actual) || !isObject(expected) || Object.getPrototypeOf(actual) !== Object.getPrototypeOf(expected))
    return `${at} must be ${describeValue(expected)}, got ${describeValue(actual)}`;
  if (Array.isArray(expected) || ArrayBuffer.isView(expected)) {
    const [found, wanted] = [actual, expected] as unknown as ArrayLike<unknown>[];
    return differenceOfLists(found, wanted, at);
  }
  const names = new Set([...Object.keys(expected), ...Object.keys(actual)]);
  for (const name of names) {
    if (!Object.hasOwn(actual, name)) return `${at} must have ${describeValue(name)}, got none`;
    if (!Object.hasOwn(expected, name)) return `${at} must have no ${describeValue(name)}, got one`;
    const found = difference(actual[name], expected[name], `${at}.${name}`);
    if (found !== null) return found;
  }
  return null;
}

function differenceOfLists(actual: ArrayLike<unknown>, expected: ArrayLike<unknown>, at: string): string | null {
  if (actual.length !== expected.length) return `${at} must have ${expected.length} elements, got ${actual.length}`;
  for (let i = 0; i < expected.length; i++) {
    const found = difference(actual[i], expected[i], `${at}[${i}]`);
    if (found !== null) return found;
  }
  return null;
}

const isObject = (value: unknown): value is Readonly<Record<string, unknown>> =>
  typeof value === "object" && value !== null;
