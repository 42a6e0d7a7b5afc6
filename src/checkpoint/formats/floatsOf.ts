import type { Floats } from "../../array/floats.ts";
import { excerpt } from "../../check/excerpt.ts";
import { FileFormatError } from "./fileFormatError.ts";
import type { StoredTensor } from "./safetensors.ts";
import { readFloats } from "./support/dtypes.ts";

/** Returns the numbers of a stored tensor: a Float32Array for floats of 16 and 32 bits, else a Float64Array. */
export function floatsOf({ dtype, bytes }: StoredTensor, file: string, name: string): Floats {
  const floats = readFloats(dtype, bytes);
  if (!("tooLargeAt" in floats)) return floats;
  const found = `a larger one as element ${floats.tooLargeAt}`;
  throw new FileFormatError(file, `tensor ${excerpt(name)}`, "whole numbers below 2^53", found);
}
