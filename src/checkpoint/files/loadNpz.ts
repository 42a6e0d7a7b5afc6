import type { NdArray } from "../../array/ndArray.ts";
import { decodeNpz } from "../formats/decodeNpz.ts";
import { readBytes } from "./support/readBytes.ts";

/** Reads the arrays that NumPy saved in a .npz file, by name. Throws FileFormatError at any damage; see `decodeNpz`. */
export const loadNpz = (path: string): Map<string, NdArray> => decodeNpz(readBytes(path), path);
