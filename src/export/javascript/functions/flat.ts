type Numbers = ArrayLike<number> | readonly Numbers[];

/** Returns examples of `size` numbers each, nested or not, one after another. */
export function flat(examples: Numbers, size: number): Float32Array {
  const numbers = Array.isArray(examples) ? examples.flat(Infinity) : (examples as ArrayLike<number>);
  if (!(numbers?.length > 0) || numbers.length % size !== 0)
    throw new RangeError(`each example must be ${size} numbers, got ${numbers?.length ?? "nothing"} in all`);
  return Float32Array.from(numbers, (value) => {
    if (typeof value === "number") return value;
    throw new TypeError(`each example must be ${size} numbers, got "${value}" among them`);
  });
}

/** Returns one example. */
export function flatRow(row: Numbers, size: number): Float32Array {
  const x = flat(row, size);
  if (x.length !== size) throw new RangeError(`a row must be ${size} numbers, got ${x.length}`);
  return x;
}
