import { add, mul, sub } from "../../src/autograd/ops/index.ts";
import type { Point, Surface } from "../../src/data/surfaces/surface.ts";
import { cos, sin } from "../../src/math/portable.ts";

/** Maps a point of the function to the frame, and back: a turn around the middle of the frame. */
export interface Turn {
  toFrame(point: Point): Point;
  toFunction(point: Point): Point;
}

/** The middle of a frame, and the cosine and sine of a turn. */
function turnNumbers(domain: Surface["domain"], degrees: number): { cx: number; cy: number; c: number; s: number } {
  const [cx, cy] = domain.map(([low, high]) => (low + high) / 2);
  const angle = (degrees * Math.PI) / 180;
  return { cx, cy, c: cos(angle), s: sin(angle) };
}

/** A turn by `degrees`. At 0 both maps return the point itself, bit for bit. */
export function turnOf({ domain }: Surface, degrees: number): Turn {
  if (degrees === 0) return { toFrame: (point) => point, toFunction: (point) => point };
  const { cx, cy, c, s } = turnNumbers(domain, degrees);
  return {
    toFrame: ([x, y]) => [cx + c * (x - cx) - s * (y - cy), cy + s * (x - cx) + c * (y - cy)],
    toFunction: ([x, y]) => [cx + c * (x - cx) + s * (y - cy), cy - s * (x - cx) + c * (y - cy)],
  };
}

/** The same function, turned in its frame by `degrees`. */
export function turned(surface: Surface, degrees: number): Surface {
  if (degrees === 0) return surface;
  const { cx, cy, c, s } = turnNumbers(surface.domain, degrees);
  const { toFrame } = turnOf(surface, degrees);
  return {
    ...surface,
    minima: surface.minima.map(toFrame),
    start: toFrame(surface.start),
    f: (x, y) => {
      const [dx, dy] = [sub(x, cx), sub(y, cy)];
      const u = add(add(mul(dx, c), mul(dy, s)), cx);
      const v = add(sub(mul(dy, c), mul(dx, s)), cy);
      return surface.f(u, v);
    },
  };
}
