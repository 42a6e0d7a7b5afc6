/**
 * Returns a record of the same keys with other values.
 *
 * @example mapValues({ a: 1, b: 2 }, (value) => 10 * value) // { a: 10, b: 20 }
 */
export const mapValues = <T, U>(
  record: Readonly<Record<string, T>>,
  change: (value: T, key: string) => U,
): Record<string, U> => Object.fromEntries(Object.entries(record).map(([key, value]) => [key, change(value, key)]));
