import { tensor } from "../../autograd/create/tensor.ts";
import { noGrad } from "../../autograd/noGrad.ts";
import type { Point, Surface } from "./surface.ts";

/** Returns the values on a grid over the domain, [n, n]: rows from low to high y, columns from low to high x. */
export function valuesOnGrid({ f, domain }: Surface, n: number): Float64Array {
  const at = ([low, high]: Point, i: number): number => low + ((high - low) * i) / (n - 1);
  const x = Float64Array.from({ length: n * n }, (_, i) => at(domain[0], i % n));
  const y = Float64Array.from({ length: n * n }, (_, i) => at(domain[1], Math.floor(i / n)));
  return noGrad(() => Float64Array.from(f(tensor(x), tensor(y)).data));
}
