/**
 * @file WebAssembly modules as text in a source file. Byte b + 3 is one character where that sum (modulo 256) is
 * below 91, else a space or "!" and a character. Equal code is equal text, unlike in base64, so gzip finds repetitions.
 * Code for SIMD is mostly small numbers and 0xfd, which becomes 0. Compressed, gemm takes half the bytes of base64.
 *
 *     0 … 90      "#" … "~" without the backslash
 *     91 … 181    a space, then the character of the number − 91
 *     182 … 255   "!", then the character of the number − 182
 */

const shift = 3;
const singles = 91;
/** The code of "#", the first character after `"`. */
const first = 35;
const backslash = 92;

/** Returns the bytes of a module from its text. */
export function decodeModule(text: string): Uint8Array<ArrayBuffer> {
  const bytes: number[] = [];
  let high = 0;
  for (let i = 0; i < text.length; i++) {
    const code = text.charCodeAt(i);
    if (code < first) high = singles * (code - 31);
    else {
      bytes.push(high + code - (code > backslash ? first + 1 : first) - shift);
      high = 0;
    }
  }
  return new Uint8Array(bytes);
}

/** Returns the text of a module's bytes. */
export function encodeModule(bytes: Uint8Array): string {
  let text = "";
  for (const byte of bytes) {
    const sum = (byte + shift) % 256;
    const code = first + (sum % singles);
    text += ["", " ", "!"][Math.floor(sum / singles)] + String.fromCharCode(code < backslash ? code : code + 1);
  }
  return text;
}
