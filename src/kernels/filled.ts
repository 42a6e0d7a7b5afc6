import type { Floats } from "../array/floats.ts";
import { makeRoom } from "../array/makeZeros.ts";

/** Returns an array that a loop writes, where no faster kernel applies. */
export function filled(like: Floats, length: number, loop: (y: Floats) => void): Floats {
  const y = makeRoom(like, length);
  loop(y);
  return y;
}
