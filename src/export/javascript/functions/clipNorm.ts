import { scaled } from "../../../optim/support/clip.ts";
import { norm } from "../../../optim/support/norm.ts";

/** Scales all gradients together where their norm is above `most`: g ← g · most / ‖g‖ */
export function clipNorm(gradients: Float32Array[], most: number): Float32Array[] {
  const size = norm(...gradients);
  return Number.isFinite(size) && size > most
    ? gradients.map((g) => scaled(g, most / size) as Float32Array)
    : gradients;
}
