/**
 * @file WebAssembly modules as text in a source file. A byte that is frequent in code for SIMD is one character, others
 * are an escape and a character. Equal code is equal text, unlike in base64, so gzip finds repetitions.
 *
 * The numbers of locals are at the end of the text, the last first. Functions that do the same with other locals have
 * equal text before them: 7 % less than in place, for all modules together.
 */

/** Bytes with one character: 0xfd to 0xff and 0 to 0x41, then 0x6a to 0x7e. 0xfd begins every instruction for SIMD. */
const singles = 90;
const shift = 3;
const gapStart = 69;
const gap = 40;
/**
 * The characters of these, then the escapes. Frequent bytes have the characters that are frequent in minified
 * JavaScript: gzip codes both with one table.
 */
const characters = "dIXonstr=:i})a(.l+um-1];!|*{[J0`N96,2?kEGAT/U>jF7C^$_#~%W385HbxzBLP4f hSgv&QMqDw'VR@YOcK<Zepy";

/** local.get, local.set and local.tee: the byte behind is most often the number of a local. */
const takesLocal = (byte: number): boolean => byte > 0x1f && byte < 0x23;

/** Returns the bytes of a module from its text. */
export function decodeModule(text: string): Uint8Array<ArrayBuffer> {
  const bytes: number[] = [];
  let high: number | undefined;
  for (const character of text) {
    const place = characters.indexOf(character);
    if (place < singles) bytes.push((high ?? (place < gapStart ? 0 : gap)) + place - shift);
    high = place < singles ? undefined : gapStart + singles * (place - singles);
  }
  const module: number[] = [];
  for (const byte of bytes) {
    module.push(byte);
    if (takesLocal(byte)) module.push(bytes.pop() as number);
  }
  return Uint8Array.from(module);
}

/** Returns the text of a module's bytes. The last one is `end`, so that no local is missing. */
export function encodeModule(module: Uint8Array): string {
  const bytes: number[] = [];
  const locals: number[] = [];
  for (let i = 0; i < module.length; i++) {
    bytes.push(module[i]);
    if (takesLocal(module[i])) locals.push(module[++i]);
  }
  let text = "";
  for (const byte of [...bytes, ...locals.reverse()]) {
    const sum = (byte + shift) % 256;
    const high = sum - gapStart;
    if (high < 0) text += characters[sum];
    else if (high >= gap && high < gap + singles - gapStart) text += characters[sum - gap];
    else text += characters[singles + Math.floor(high / singles)] + characters[high % singles];
  }
  return text;
}
