/** @file Small seeded data sets in the plane, whose decision boundaries can be drawn. */
import { type Dataset, dataset } from "../../dataset.ts";
import { checkCount, type ToyOptions } from "./toyOptions.ts";

/** Draws a point of a class. Each generator calls it n times. */
type Draw = (label: number, share: number) => [x: number, y: number];

/** Classes take turns; `share` runs evenly through [0, 1) within each class. */
export function plane(who: string, n: number, classes: number, toy: Required<ToyOptions>, draw: Draw): Dataset {
  checkCount(who, n);
  const { random, noise } = toy;
  const values = new Float32Array(2 * n);
  const labels = Int32Array.from({ length: n }, (_, i) => i % classes);
  for (let i = 0; i < n; i++) {
    const [x, y] = draw(labels[i], Math.floor(i / classes) / Math.ceil(n / classes));
    values[2 * i] = x + random.normal(0, noise);
    values[2 * i + 1] = y + random.normal(0, noise);
  }
  return dataset(who, values, [n, 2], labels, classes);
}
