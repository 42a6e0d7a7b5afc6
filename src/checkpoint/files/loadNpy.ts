import type { NdArray } from "../../array/ndArray.ts";
import { decodeNpy } from "../formats/decodeNpy.ts";
import { readBytes } from "./support/readBytes.ts";

/** Reads an array that NumPy saved. Throws FileFormatError at any damage; see `decodeNpy`. */
export const loadNpy = (path: string): NdArray => decodeNpy(readBytes(path), path);
