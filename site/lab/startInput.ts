/** @file Where a pointer or a key moves the start. */

import type { Point, Surface } from "../../src/data/surfaces/surface.ts";
import { type LabState, ranges, startOf, surfaceOf } from "./state.ts";
import { turnOf } from "./turned.ts";

/** Digits after the point of a start: about a thousandth of the frame. */
const decimals = 3;

const rounded = (point: Point): Point => point.map((x) => Number(x.toFixed(decimals))) as [number, number];

/** The start under a place of the picture, given from 0 to 1 from its left and top edge. */
export function startAt(state: LabState, left: number, top: number): Point {
  const own = surfaceOf(state);
  const [dx, dy] = own.domain;
  return framePoint(state, [dx[0] + left * (dx[1] - dx[0]), dy[1] - top * (dy[1] - dy[0])]);
}

/** The start at a point of the frame, on the function before it is turned. */
export function framePoint(state: LabState, point: Point): Point {
  const own = surfaceOf(state);
  const inside = rounded(point).map((x) => Math.min(Math.max(x, -99), 99)) as [number, number];
  return rounded(turnOf(own, state.rotation).toFunction(inside));
}

/** The start in the frame. */
export const frameStart = (state: LabState): Point =>
  turnOf(surfaceOf(state), state.rotation).toFrame(startOf(state)) as Point;

const directions: Readonly<Record<string, Point>> = {
  ArrowLeft: [-1, 0],
  ArrowRight: [1, 0],
  ArrowDown: [0, -1],
  ArrowUp: [0, 1],
};

/** The start after an arrow key: a fiftieth of the frame away, or a five-hundredth. Null for other keys. */
export function movedStart(state: LabState, key: string, isFine: boolean): Point | null {
  const direction = Object.hasOwn(directions, key) ? directions[key] : undefined;
  if (direction === undefined) return null;
  const { domain }: Surface = surfaceOf(state);
  const part = isFine ? 500 : 50;
  const from = frameStart(state);
  const moved = from.map((x, axis) => x + (direction[axis] * (domain[axis][1] - domain[axis][0])) / part);
  const start = framePoint(state, moved as [number, number]);
  return start.every((x) => ranges.coordinate.holds(x)) ? start : null;
}
