/**
 * @file WebAssembly modules as text in a source file. Byte b + 3 is one character where that sum (modulo 256) is
 * below 91, else an escape and a character. Equal code is equal text, unlike in base64, so gzip finds repetitions.
 * Code for SIMD is mostly small numbers and 0xfd, which becomes 0.
 */

const shift = 3;
const singles = 91;
/**
 * The characters of 0 … 90, then the escapes of 91 … 181 and 182 … 255. Frequent bytes have the characters that are
 * frequent in minified JavaScript: gzip codes both with one table.
 */
const characters = "iZGtosn=a;1+hmrf[0 :}{.dpg-c?*&/2z6,)lDy4'7$#|YQSx>`ONW^H@qVCMPkIjR](KT8wF9<XbUL~E!vJB5A3_%eu";

/** Returns the bytes of a module from its text. */
export function decodeModule(text: string): Uint8Array<ArrayBuffer> {
  const bytes: number[] = [];
  let high = 0;
  for (const character of text) {
    const place = characters.indexOf(character);
    if (place < singles) bytes.push(high + place - shift);
    high = place < singles ? 0 : singles * (place - singles + 1);
  }
  return Uint8Array.from(bytes);
}

/** Returns the text of a module's bytes. */
export function encodeModule(bytes: Uint8Array): string {
  let text = "";
  for (const byte of bytes) {
    const sum = (byte + shift) % 256;
    if (sum >= singles) text += characters[singles - 1 + Math.floor(sum / singles)];
    text += characters[sum % singles];
  }
  return text;
}
