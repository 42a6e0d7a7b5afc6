import type { Floats } from "../../array/floats.ts";
import type { Pool2dGeometry } from "../geometry.ts";

/** y = max over the window, argmax its flat index in x: the first of equals, and NaN above everything as in PyTorch. */
export function maxPool2d(x: Floats, y: Floats, argmax: Int32Array, geometry: Pool2dGeometry): void {
  const { inWidth } = geometry;
  eachWindow(geometry, (out, plane, top, bottom, left, right) => {
    let best = plane + top * inWidth + left;
    for (let i = top; i < bottom; i++) {
      for (let j = left; j < right; j++) {
        const at = plane + i * inWidth + j;
        if (x[at] > x[best] || (Number.isNaN(x[at]) && !Number.isNaN(x[best]))) best = at;
      }
    }
    y[out] = x[best];
    argmax[out] = best;
  });
}

/** dx[i] = Σ dy of the windows whose maximum was x[i]. */
export function maxPool2dGradient(dy: Floats, argmax: Int32Array, dx: Floats): void {
  const sum = new Float64Array(dx.length);
  for (let out = 0; out < dy.length; out++) sum[argmax[out]] += dy[out];
  dx.set(sum);
}

/** y = Σ window / members, where members may count padding. */
export function avgPool2d(x: Floats, y: Floats, geometry: Pool2dGeometry): void {
  const { inWidth } = geometry;
  eachWindow(geometry, (out, plane, top, bottom, left, right, members) => {
    let sum = 0;
    for (let i = top; i < bottom; i++) {
      for (let j = left; j < right; j++) sum += x[plane + i * inWidth + j];
    }
    y[out] = sum / members;
  });
}

/** dx[i] = Σ dy / members of the windows that x[i] is in. */
export function avgPool2dGradient(dy: Floats, dx: Floats, geometry: Pool2dGeometry): void {
  const { inWidth } = geometry;
  const sum = new Float64Array(dx.length);
  eachWindow(geometry, (out, plane, top, bottom, left, right, members) => {
    for (let i = top; i < bottom; i++) {
      for (let j = left; j < right; j++) sum[plane + i * inWidth + j] += dy[out] / members;
    }
  });
  dx.set(sum);
}

/** A window's output index, the start of its plane in x, and the rows and columns of x it covers. */
type Visit = (
  out: number,
  plane: number,
  top: number,
  bottom: number,
  left: number,
  right: number,
  members: number,
) => void;

/** Visits every window of every plane, without the part that lies outside. */
function eachWindow(g: Pool2dGeometry, visit: Visit): void {
  for (let plane = 0; plane < g.batch * g.channels; plane++) {
    for (let i = 0; i < g.outHeight; i++) {
      const y = i * g.stride[0] - g.padding[0];
      const top = Math.max(y, 0);
      const bottom = Math.min(y + g.kernelHeight, g.inHeight);
      for (let j = 0; j < g.outWidth; j++) {
        const x = j * g.stride[1] - g.padding[1];
        const left = Math.max(x, 0);
        const right = Math.min(x + g.kernelWidth, g.inWidth);
        const members = g.countPadding ? g.kernelHeight * g.kernelWidth : (bottom - top) * (right - left);
        const out = (plane * g.outHeight + i) * g.outWidth + j;
        visit(out, plane * g.inHeight * g.inWidth, top, bottom, left, right, members);
      }
    }
  }
}
