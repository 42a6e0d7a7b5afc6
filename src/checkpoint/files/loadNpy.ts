import type { NdArray } from "../../array/ndArray.ts";
import { decodeNpy } from "../formats/decodeNpy.ts";
import { readFormatFile } from "./support/readFormatFile.ts";

/** Reads an array that NumPy saved. Throws FileFormatError at any damage; see `decodeNpy`. */
export const loadNpy = (path: string): NdArray => decodeNpy(readFormatFile(path), path);
