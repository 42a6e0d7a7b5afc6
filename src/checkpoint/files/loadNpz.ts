import type { NdArray } from "../../array/ndArray.ts";
import { decodeNpz } from "../formats/decodeNpz.ts";
import { readFormatFile } from "./support/readFormatFile.ts";

/** Reads the arrays that NumPy saved in a .npz file, by name. Throws FileFormatError at any damage; see `decodeNpz`. */
export const loadNpz = (path: string): Map<string, NdArray> => decodeNpz(readFormatFile(path), path);
