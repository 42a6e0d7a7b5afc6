/** The rank of the lowest value, the first of equal ones. NaN counts as higher than every number. */
export function lowestAt(values: ArrayLike<number>): number {
  let lowest = 0;
  for (let i = 1; i < values.length; i++)
    if (values[i] < values[lowest] || (Number.isNaN(values[lowest]) && !Number.isNaN(values[i]))) lowest = i;
  return lowest;
}
