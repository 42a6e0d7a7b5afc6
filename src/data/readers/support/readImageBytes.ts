import { readBytes } from "./readBytes.ts";

const longestFile = 2 ** 27;

/** Returns the bytes of an image file. Throws DataFileError for a file that cannot be read. */
export const readImageBytes = (file: string): Uint8Array => readBytes(file, longestFile);
