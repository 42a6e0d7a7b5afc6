import { readFileSync, statSync } from "node:fs";
import { diskProblem } from "../../../check/diskProblem.ts";
import { fileKind } from "../../../check/fileKind.ts";
import { FileFormatError } from "../../formats/fileFormatError.ts";
import { checkPath } from "./checkPath.ts";

/**
 * Returns the bytes of a regular file, not as a Buffer, whose `slice` copies nothing.
 * Throws FileFormatError for a pipe, which could wait forever, and for a device, which may never end.
 */
export function readBytes(path: string): Uint8Array {
  checkPath(path);
  try {
    const stats = statSync(path);
    if (!stats.isFile()) throw new FileFormatError(path, "file", "a regular file", fileKind(stats));
    const { buffer, byteOffset, byteLength } = readFileSync(path);
    return new Uint8Array(buffer, byteOffset, byteLength);
  } catch (error) {
    if (error instanceof FileFormatError) throw error;
    throw new FileFormatError(path, "file", "a readable file", diskProblem(error));
  }
}
