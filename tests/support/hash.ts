/** A 32-bit fingerprint of numbers, bit by bit: FNV-1a, http://www.isthe.com/chongo/tech/comp/fnv/ */
export function hash(values: Float32Array | Float64Array | Int32Array): string {
  const bytes = new Uint8Array(values.buffer, values.byteOffset, values.byteLength);
  let state = 0x811c9dc5;
  for (const byte of bytes) state = Math.imul(state ^ byte, 0x01000193);
  return (state >>> 0).toString(16).padStart(8, "0");
}
