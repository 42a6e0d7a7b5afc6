import type { NdArray } from "../../array/ndArray.ts";
import { parseNpy } from "../formats/parseNpy.ts";
import { readBytes } from "./files.ts";

/** Loads what NumPy saved. Throws FileFormatError at any damage, see parseNpy. */
export const loadNpy = (path: string): NdArray => parseNpy(readBytes(path), path);
