/**
 * Returns the cyclic redundancy check of 32 bits for a polynomial, whose bits are reversed. One flipped bit, or any
 * burst of up to 32, changes it. For a longer text, pass the result so far with each piece.
 */
export function cyclicCheck(polynomial: number): (bytes: Uint8Array, before?: number) => number {
  const table = Int32Array.from({ length: 256 }, (_, byte) => {
    let remainder = byte;
    for (let bit = 0; bit < 8; bit++) remainder = remainder & 1 ? (remainder >>> 1) ^ polynomial : remainder >>> 1;
    return remainder;
  });
  return (bytes, before = 0) => {
    let remainder = ~before;
    for (let i = 0; i < bytes.length; i++) remainder = table[(remainder ^ bytes[i]) & 255] ^ (remainder >>> 8);
    return ~remainder >>> 0;
  };
}
