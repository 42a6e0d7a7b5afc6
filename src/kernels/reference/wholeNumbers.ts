/** Returns numbers as integers; null unless each is a whole number from 0 to count − 1. */
export function wholeNumbers(given: ArrayLike<number>, count: number): Int32Array | null {
  // Written one by one: to make an Int32Array of other numbers takes several times as long.
  const whole = new Int32Array(given.length);
  for (let i = 0; i < whole.length; i++) {
    const value = given[i];
    if (!(Number.isInteger(value) && value >= 0 && value < count)) return null;
    whole[i] = value;
  }
  return whole;
}
