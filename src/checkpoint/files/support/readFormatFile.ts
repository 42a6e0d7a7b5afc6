import { readRegularFile } from "../../../check/readRegularFile.ts";
import { FileFormatError } from "../../formats/fileFormatError.ts";
import { checkPath } from "./checkPath.ts";

/** Returns the bytes of a regular file, not as a Buffer, whose `slice` copies nothing. Throws FileFormatError. */
export function readFormatFile(path: string): Uint8Array {
  checkPath(path);
  const wrong = (needed: string, found: string): Error => new FileFormatError(path, "file", needed, found);
  const { buffer, byteOffset, byteLength } = readRegularFile(path, wrong);
  return new Uint8Array(buffer, byteOffset, byteLength);
}
