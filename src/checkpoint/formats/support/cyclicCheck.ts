/**
 * Returns the cyclic redundancy check of 32 bits for a polynomial, whose bits are reversed. One flipped bit, or any
 * burst of up to 32, changes it. For a longer text, pass the result so far with each piece.
 *
 * Four bytes at a time, which takes 0.4 of the time of one by one: Kounavis & Berry, "Novel Table Lookup-Based
 * Algorithms for High-Performance CRC Generation", IEEE Transactions on Computers 2008.
 */
export function cyclicCheck(polynomial: number): (bytes: Uint8Array, before?: number) => number {
  const [table0, table1, table2, table3] = tables(polynomial);
  return (bytes, before = 0) => {
    const whole = bytes.length - 3;
    let remainder = ~before;
    let i = 0;
    for (; i < whole; i += 4) {
      remainder ^= bytes[i] | (bytes[i + 1] << 8) | (bytes[i + 2] << 16) | (bytes[i + 3] << 24);
      remainder =
        table3[remainder & 255] ^
        table2[(remainder >>> 8) & 255] ^
        table1[(remainder >>> 16) & 255] ^
        table0[remainder >>> 24];
    }
    for (; i < bytes.length; i++) remainder = table0[(remainder ^ bytes[i]) & 255] ^ (remainder >>> 8);
    return ~remainder >>> 0;
  };
}

/** Table k has the remainder of each byte with k bytes of 0 behind it. */
function tables(polynomial: number): Int32Array[] {
  const first = Int32Array.from({ length: 256 }, (_, byte) => {
    let remainder = byte;
    for (let bit = 0; bit < 8; bit++) remainder = remainder & 1 ? (remainder >>> 1) ^ polynomial : remainder >>> 1;
    return remainder;
  });
  const longer = (table: Int32Array): Int32Array => table.map((r) => first[r & 255] ^ (r >>> 8));
  const second = longer(first);
  const third = longer(second);
  return [first, second, third, longer(third)];
}
