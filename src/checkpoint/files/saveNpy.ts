import type { NdArray } from "../../array/ndArray.ts";
import { encodeNpy } from "../formats/encodeNpy.ts";
import { writeDurably } from "./support/files.ts";

/** Saves numbers and shape as NumPy does. */
export const saveNpy = (path: string, values: NdArray): void => writeDurably(path, () => encodeNpy(values));
