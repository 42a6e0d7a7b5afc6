/** @file One rule's way down every test function: plain data in, plain data out. */

import { slopeAt } from "../../data/surfaces/slopeAt.ts";
import type { Surface } from "../../data/surfaces/surface.ts";
import { surfaces } from "../../data/surfaces/surfaces.ts";
import { Optimizer } from "../../optim/optimizer.ts";
import { readRule } from "../experiment/rules.ts";

/** What every rule gets on every test function. */
export const surfaceRates: readonly number[] = [1e-3, 3e-3, 1e-2, 3e-2, 0.1, 0.3, 1];
export const surfaceSteps = 150;

export interface SurfaceJob {
  kind: "surface";
  rule: string;
  /** On each function the rate among these that ends lowest is taken. */
  rates: readonly number[];
  steps: number;
}

export interface Trajectory {
  surface: string;
  rule: string;
  lr: number;
  /** x and y before the first and after every step, as long as they are finite. */
  path: [x: number, y: number][];
  /** The value where it ends. */
  value: number;
}

export const runSurfaceJob = ({ rule, rates, steps }: SurfaceJob): Trajectory[] =>
  surfaces.map((surface) => {
    const tried = rates.map((lr) => descend(surface, rule, lr, steps));
    return tried.reduce((best, next) => (next.value < best.value ? next : best));
  });

function descend(surface: Surface, name: string, lr: number, steps: number): Trajectory {
  const rule = readRule(name, {}, lr);
  // A column of two: rules for matrices take it as one.
  const theta = { data: Float64Array.from(surface.start), grad: null as Float64Array | null, shape: [2, 1] };
  const optimizer = new Optimizer([theta], rule, { nonFinite: "allow" });
  const path: Trajectory["path"] = [[...surface.start]];
  for (let step = 0; step < steps; step++) {
    optimizer.step(() => {
      const { value, gradient } = slopeAt(surface, [theta.data[0], theta.data[1]]);
      theta.grad = Float64Array.from(gradient);
      return value;
    });
    if (!theta.data.every(Number.isFinite)) break;
    path.push([theta.data[0], theta.data[1]]);
  }
  const last = path[path.length - 1];
  const { value } = slopeAt(surface, last);
  const isWhole = path.length === steps + 1 && Number.isFinite(value);
  return { surface: surface.name, rule: name, lr, path, value: isWhole ? value : Infinity };
}
