import { tensor } from "../../autograd/create/tensor.ts";
import type { Point, Surface } from "./surface.ts";

/** Returns f and its gradient at a point, from the tape, in Float64. */
export function slopeAt({ f }: Surface, [x, y]: Point): { value: number; gradient: Point } {
  const [tx, ty] = [x, y].map((value) => tensor([value], { dtype: "float64", requiresGrad: true }));
  const value = f(tx, ty);
  value.backward();
  return { value: value.item(), gradient: [tx.grad?.[0] ?? 0, ty.grad?.[0] ?? 0] };
}
