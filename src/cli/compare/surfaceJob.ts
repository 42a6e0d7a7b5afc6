/** @file One rule's path on every test function: plain data in, plain data out. */

import { slopeAt } from "../../data/surfaces/slopeAt.ts";
import type { Surface } from "../../data/surfaces/surface.ts";
import { surfaces } from "../../data/surfaces/surfaces.ts";
import { Optimizer } from "../../optim/optimizer.ts";
import { makeRule } from "../experiment/rules.ts";
import { isBetter, type PathScore } from "./surfaceRates.ts";

export interface SurfaceJob {
  kind: "surface";
  rule: string;
  /** Of these the drawn rate is chosen on each function by the whole path; see `runSurfaceJob`. */
  rates: readonly number[];
  steps: number;
}

export interface Trajectory {
  surface: string;
  rule: string;
  lr: number;
  /** x and y before the first and after every step, while they are finite. */
  path: [x: number, y: number][];
  /** The value at the end. */
  value: number;
}

/**
 * Draws on each function the path with the lowest mean value over all steps. Only rates whose path stays in the frame
 * count. The last value alone would favour rates that leave the frame and return.
 */
export const runSurfaceJob = ({ rule, rates, steps }: SurfaceJob): Trajectory[] =>
  surfaces.map((surface) => {
    const tried = rates.map((lr) => descend(surface, rule, lr, steps));
    const { mean, outside, ...best } = tried.reduce((best, next) => (isBetter(next, best) ? next : best));
    return best;
  });

interface Attempt extends Trajectory, PathScore {}

function descend(surface: Surface, name: string, lr: number, steps: number): Attempt {
  const rule = makeRule({ optimizer: name, lr: null, set: {} }, lr);
  // A column of two, which rules for matrices take too.
  const theta = { data: Float64Array.from(surface.start), grad: null as Float64Array | null, shape: [2, 1] };
  const optimizer = new Optimizer([theta], rule, { nonFinite: "allow" });
  const path: Trajectory["path"] = [[...surface.start]];
  const values: number[] = [];
  for (let step = 0; step < steps; step++) {
    optimizer.step(() => {
      const { value, gradient } = slopeAt(surface, [theta.data[0], theta.data[1]]);
      theta.grad = Float64Array.from(gradient);
      values[step] ??= value;
      return value;
    });
    if (!theta.data.every(Number.isFinite)) break;
    path.push([theta.data[0], theta.data[1]]);
  }
  const last = path[path.length - 1];
  const { value } = slopeAt(surface, last);
  const isWhole = path.length === steps + 1 && Number.isFinite(value);
  const mean = isWhole ? [...values, value].reduce((sum, each) => sum + each, 0) / (values.length + 1) : Infinity;
  const outside = isWhole ? path.filter((point) => !isInside(surface, point)).length : Infinity;
  return { surface: surface.name, rule: name, lr, path, value: isWhole ? value : Infinity, mean, outside };
}

const isInside = ({ domain }: Surface, point: readonly number[]): boolean =>
  domain.every(([low, high], axis) => point[axis] >= low && point[axis] <= high);
