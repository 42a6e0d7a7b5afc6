import type { NdArray } from "../../array/ndArray.ts";
import { encodeNpy } from "../formats/encodeNpy.ts";
import { writeFile } from "./support/writeFile.ts";

/** Saves numbers and shape in the format of NumPy. */
export const saveNpy = (path: string, values: NdArray): void => writeFile(path, () => encodeNpy(values));
