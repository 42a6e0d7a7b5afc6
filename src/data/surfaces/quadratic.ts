import { add } from "../../autograd/ops/arithmetic/add.ts";
import { mul } from "../../autograd/ops/arithmetic/mul.ts";
import { sub } from "../../autograd/ops/arithmetic/sub.ts";
import { cos as cosine, sin as sine } from "../../math/portable.ts";
import { type Surface, square, wide } from "./surface.ts";

/**
 * A bowl with the curvatures 1 and `condition`, turned by `rotation` degrees.
 *
 *     f = ½ (u² + κ v²)          u = x cos φ + y sin φ     v = −x sin φ + y cos φ
 */
export function quadratic({ condition = 20, rotation = 0 } = {}): Surface {
  if (!(condition >= 1) || !Number.isFinite(rotation)) {
    throw new RangeError(
      `quadratic: condition must be at least 1 and rotation finite degrees, got ${condition} and ${rotation}`,
    );
  }
  const [c, s] = [cosine((rotation * Math.PI) / 180), sine((rotation * Math.PI) / 180)];
  return {
    name: rotation === 0 ? "quadratic" : "rotated quadratic",
    domain: wide(4),
    minima: [[0, 0]],
    minimum: 0,
    start: [3.5, 1.5],
    watchFor:
      rotation === 0
        ? `a narrow valley along x: across it the curvature is ${condition} times that along it`
        : `the same valley turned by ${rotation}°: both its directions mix x and y`,
    f: (x, y) => {
      const u = add(mul(x, c), mul(y, s));
      const v = sub(mul(y, c), mul(x, s));
      return mul(add(square(u), mul(square(v), condition)), 0.5);
    },
  };
}
