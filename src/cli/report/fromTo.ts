import { short } from "../terminal/numbers.ts";

/**
 * The first and the last value of a curve in words, for its description.
 *
 * @example fromTo(0.5, 0.25) // 'from 0.5000 to 0.2500'
 * @example fromTo(0.1, 0.100001) // '0.1000 at both ends'
 */
export function fromTo(first: number, last: number): string {
  const [start, end] = [short(first), short(last)];
  return start === end ? `${start} at both ends` : `from ${start} to ${end}`;
}
