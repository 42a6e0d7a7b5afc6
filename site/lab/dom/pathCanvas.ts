import { toSquare } from "../../../src/data/surfaces/toSquare.ts";
import type { Path } from "../descend.ts";
import { lookOf } from "../look.ts";
import type { Pinned } from "../pin.ts";
import type { Run } from "../run.ts";
import type { LabState } from "../state.ts";

const sharpest = 2;
/** Pixels outside the picture from which on a point may lie anywhere. */
const outside = 4000;

/**
 * Draws every path up to step t: a casing in the colour of the page, then the line in its colour and dash. The paths of
 * a pinned run lie below, thin and faint.
 */
export function drawPaths(
  canvas: HTMLCanvasElement,
  run: Run,
  state: LabState,
  size: number,
  pinned: Pinned | null,
): void {
  const context = clearedContext(canvas, size);
  const style = getComputedStyle(canvas);
  const strokeOf = (colour: string): string =>
    colour.startsWith("var(") ? style.getPropertyValue(colour.slice(4, -1)) : colour;
  context.globalAlpha = 0.6;
  context.lineWidth = 1.2;
  for (const [i, choice] of (pinned?.state.choices ?? []).entries()) {
    const { colour, dash } = lookOf(choice, choice.look);
    context.setLineDash([...dash]);
    context.strokeStyle = strokeOf(colour);
    context.stroke(lineOf((pinned as Pinned).run, i, state.t, size));
  }
  for (const [i, choice] of state.choices.entries()) {
    const { colour, dash } = lookOf(choice, choice.look);
    const line = lineOf(run, i, state.t, size);
    context.setLineDash([]);
    context.lineWidth = 4.5;
    context.globalAlpha = 0.75;
    context.strokeStyle = style.getPropertyValue("--stage");
    context.stroke(line);
    context.setLineDash([...dash]);
    context.lineWidth = 2.2;
    context.globalAlpha = 1;
    context.strokeStyle = strokeOf(colour);
    context.stroke(line);
  }
}

/** Returns the context of an empty canvas of this size, with enough pixels for the screen. */
function clearedContext(canvas: HTMLCanvasElement, size: number): CanvasRenderingContext2D {
  const ratio = Math.min(window.devicePixelRatio || 1, sharpest);
  const pixels = Math.round(size * ratio);
  if (canvas.width !== pixels) canvas.width = canvas.height = pixels;
  const context = canvas.getContext("2d") as CanvasRenderingContext2D;
  context.setTransform(ratio, 0, 0, ratio, 0, 0);
  context.clearRect(0, 0, size, size);
  context.lineJoin = "round";
  context.lineCap = "butt";
  return context;
}

/** A path up to a step, which a later step extends. */
interface GrowingLine {
  readonly size: number;
  readonly line: Path2D;
  /** The points in it. */
  length: number;
}

const grown = new WeakMap<Path, GrowingLine>();

/** The line of path i up to step t. Play adds the new points to the line of the frame before. */
function lineOf({ surface, paths }: Run, i: number, t: number, size: number): Path2D {
  const to = toSquare(surface, size);
  const { points, last } = paths[i];
  const length = Math.min(t, last) + 1;
  const before = grown.get(paths[i]);
  const one = before?.size === size && before.length <= length ? before : { size, line: new Path2D(), length: 0 };
  for (let k = one.length; k < length; k++) {
    const [x, y] = to(points[2 * k], points[2 * k + 1]);
    one.line.lineTo(bounded(x), bounded(y));
  }
  one.length = length;
  grown.set(paths[i], one);
  return one.line;
}

const bounded = (x: number): number => Math.min(Math.max(x, -outside), outside);
