/** @file The inputs of a task in their own units, where a picture can show them. */

import type { Examples } from "../../../data/dataset.ts";
import { isClassification } from "../../../training/support/isClassification.ts";
import type { Task } from "../../experiment/tasks.ts";
import { printable } from "../../terminal/printable.ts";

/** There are eight looks. */
const mostClasses = 8;
/** More would hide each other. */
const mostPoints = 400;

/** One standardized input: x = mean + deviation · x′. Raw inputs have mean 0 and deviation 1. */
interface Scaling {
  mean: number;
  deviation: number;
}

export interface Features {
  /** Regions of classes over two features, or a curve of a number over one. */
  kind: "regions" | "curve";
  /** The quantities of the two axes. */
  names: readonly [x: string, y: string];
  scalings: readonly Scaling[];
  /** The features of the first 400 test examples, in their own units. */
  points: readonly (readonly number[])[];
}

/** Returns the features; null for tasks with others. */
export function featuresOf({ test, preprocessing }: Task): Features | null {
  const [, count, ...more] = test.inputs.shape;
  const kind = kindOf(test, count);
  if (more.length > 0 || kind === null) return null;
  const scalings: Scaling[] = [];
  const names: string[] = [];
  for (let i = 0; i < count; i++) {
    const encoding = preprocessing?.features[i];
    if (encoding === undefined) scalings.push({ mean: 0, deviation: 1 });
    else if (encoding.kind === "text" || encoding.indicator) return null;
    else scalings.push(encoding);
    names.push(printable(encoding?.name ?? (i === 0 ? "x" : "y")));
  }
  if (kind === "curve") names.push(printable(preprocessing?.target.name ?? "y"));
  return { kind, names: [names[0], names[1]], scalings, points: pointsOf(test, scalings) };
}

function kindOf(test: Examples, features: number): Features["kind"] | null {
  if (isClassification(test)) return features === 2 && test.classes <= mostClasses ? "regions" : null;
  return features === 1 && test.targets.data.length === test.inputs.data.length ? "curve" : null;
}

function pointsOf({ inputs: { data, shape } }: Examples, scalings: readonly Scaling[]): number[][] {
  const width = scalings.length;
  return Array.from({ length: Math.min(shape[0], mostPoints) }, (_, n) =>
    scalings.map(({ mean, deviation }, i) => mean + deviation * data[n * width + i]),
  );
}

/** Returns the lowest and the highest value of a feature. */
export function rangeOf(values: readonly number[]): [low: number, high: number] {
  const low = Math.min(...values);
  const high = Math.max(...values);
  return high > low ? [low, high] : [low - 1, high + 1];
}

/** Returns features in their own units as the model takes them. */
export const standardized = (values: readonly number[], scalings: readonly Scaling[]): number[] =>
  values.map((value, i) => (value - scalings[i].mean) / (scalings[i].deviation || 1));
