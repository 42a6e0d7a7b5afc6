/** The digits of a 32-bit FNV-1a hash of numbers as Float32, continued from an earlier one. */
export function fingerprint(values: ArrayLike<number>, before = "811c9dc5"): string {
  const bytes = new Uint8Array(Float32Array.from(values).buffer);
  let state = Number.parseInt(before, 16) | 0;
  for (const byte of bytes) state = Math.imul(state ^ byte, 0x01000193);
  return (state >>> 0).toString(16).padStart(8, "0");
}
