/** @file Weights and checkpoints on disk. Needs Node, so index.ts leaves it out; everything else here runs in browsers. */
import { closeSync, fsyncSync, openSync, readFileSync, renameSync, rmSync, writeFileSync } from "node:fs";
import { dirname } from "node:path";
import { describeValue } from "../../../check/describeValue.ts";
import { FileFormatError } from "../../formats/fileFormatError.ts";
import { SaveError } from "../saveError.ts";

function checkPath(path: string): void {
  if (typeof path === "string") return;
  throw new TypeError(
    `the file's name is ${describeValue(path)}; it needs a text, before what is to be saved or loaded`,
  );
}

/** Not as a Buffer, whose `slice` copies nothing. */
export function readBytes(path: string): Uint8Array {
  checkPath(path);
  try {
    const { buffer, byteOffset, byteLength } = readFileSync(path);
    return new Uint8Array(buffer, byteOffset, byteLength);
  } catch (error) {
    throw new FileFormatError(path, "file", "a readable file", (error as Error).message);
  }
}

/**
 * Replaces a file as a whole: at every moment, and after a crash, there is the old file or the new one. The bytes go to
 * `path.tmp` in the same folder and to the disk before that file takes the name, and then the name goes to the disk.
 * What a killed process left of `path.tmp` is overwritten by the next save. Throws SaveError where the disk refuses.
 */
export function writeDurably(path: string, encode: () => Uint8Array): void {
  checkPath(path);
  const bytes = encode();
  const temporary = `${path}.tmp`;
  attempt(`cannot save ${path}, what was there before is unchanged`, () => {
    const file = openSync(temporary, "w");
    try {
      secure(file, () => writeFileSync(file, bytes));
      renameSync(temporary, path);
    } catch (error) {
      rmSync(temporary, { force: true });
      throw error;
    }
  });
  // Windows cannot open folders, and keeps names without being asked.
  if (process.platform === "win32") return;
  attempt(`${path} is saved, but a power cut may bring back what was there before`, () => {
    secure(openSync(dirname(path), "r"));
  });
}

/** Writes to an open file or folder, waits until the disk has it, and closes it. */
function secure(file: number, write: () => void = () => {}): void {
  try {
    write();
    fsyncSync(file);
  } finally {
    closeSync(file);
  }
}

function attempt(problem: string, act: () => void): void {
  try {
    act();
  } catch (error) {
    throw new SaveError(`${problem}: ${(error as Error).message}`);
  }
}
