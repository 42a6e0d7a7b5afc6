import { copyRow } from "./copy";

/** The geometry as the three convolution kernels see it: written by ../../conv2d.ts, field by field. */
@unmanaged
export class Plan {
  batch: i32;
  channels: i32;
  height: i32;
  width: i32;
  outChannels: i32;
  outHeight: i32;
  outWidth: i32;
  groups: i32;
  strideY: i32;
  strideX: i32;
  /** The grid's first row and column, in strides from the image's first. */
  firstRow: i32;
  firstColumn: i32;
  gridHeight: i32;
  gridWidth: i32;
  /** Nonzero if the grid of an image is the image itself: stride 1, no padding. */
  direct: i32;
  /** An output plane as lines that are whole in the grid too: its rows, or all of it if the grid is as wide. */
  lines: i32;
  length: i32;
}

// @ts-ignore: decorator
@inline
export function bytes(floats: i32): usize {
  return <usize>floats << 2;
}

/**
 * Rearranges an image so that a tap is a constant distance: grid[c, py, px, r, q] is the input at row
 * (firstRow + r) strideY + py and column (firstColumn + q) strideX + px, or 0 outside the image.
 * Returns the address of the grid.
 */
export function gridOf(plan: Plan, image: usize, grid: usize): usize {
  if (plan.direct) return image;
  const plane = plan.gridHeight * plan.gridWidth;
  let to = grid;
  for (let c = 0; c < plan.channels; c++) {
    for (let py = 0; py < plan.strideY; py++) {
      for (let px = 0; px < plan.strideX; px++) {
        memory.fill(to, 0, bytes(plane));
        fillPhase(plan, image + bytes(c * plan.height * plan.width), py, px, to, true);
        to += bytes(plane);
      }
    }
  }
  return grid;
}

/** Copies one phase of an image's plane into its place in the grid, or (`gather` false) back out of it. */
export function fillPhase(plan: Plan, plane: usize, py: i32, px: i32, grid: usize, gather: bool): void {
  const stride = plan.strideX;
  const first = max(0, ceilDivide(-(plan.firstColumn * stride + px), stride));
  const end = min(plan.gridWidth, ceilDivide(plan.width - (plan.firstColumn * stride + px), stride));
  const count = end - first;
  if (count <= 0) return;
  const column = (plan.firstColumn + first) * stride + px;
  for (let r = 0; r < plan.gridHeight; r++) {
    const row = (plan.firstRow + r) * plan.strideY + py;
    if (row < 0 || row >= plan.height) continue;
    const outside = plane + bytes(row * plan.width + column);
    const inside = grid + bytes(r * plan.gridWidth + first);
    if (stride == 1) {
      if (gather) copyRow(outside, inside, count);
      else copyRow(inside, outside, count);
    } else {
      for (let i = 0; i < count; i++) {
        if (gather) store<f32>(inside + bytes(i), load<f32>(outside + bytes(i * stride)));
        else store<f32>(outside + bytes(i * stride), load<f32>(inside + bytes(i)));
      }
    }
  }
}

function ceilDivide(a: i32, b: i32): i32 {
  return a > 0 ? (a + b - 1) / b : -(-a / b);
}
