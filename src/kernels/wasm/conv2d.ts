/** @file Convolution by shifted grids: lays out weights and distances for the kernels of assembly/conv2d.ts. */

import type { Floats } from "../../array/floats.ts";
import { conv2d as code } from "../../generated/wasm/conv2d.ts";
import type { Conv2dGeometry } from "../geometry.ts";
import type { Instance } from "./instance.ts";
import { begin, copyIn, deliver, delivered, input, none, output, placeFor, room } from "./staging.ts";

/**
 * A geometry as the kernels see it: each input phase (rows and columns modulo the stride) becomes a plane of a grid.
 */
interface Layout {
  readonly g: Conv2dGeometry;
  readonly firstRow: number;
  readonly firstColumn: number;
  readonly gridHeight: number;
  readonly gridWidth: number;
  readonly direct: boolean;
  /** Floats in the grid of one image. */
  readonly gridSize: number;
}

/** Which weight of a kernel this is, which phase of the input it meets, and how far into the phase's plane. */
interface Tap {
  readonly weight: number;
  readonly phaseY: number;
  readonly phaseX: number;
  readonly shift: number;
}

const roundUp = (n: number, to: number): number => Math.ceil(n / to) * to;

function layoutOf(g: Conv2dGeometry): Layout {
  const [strideY, strideX] = g.stride;
  const firstRow = Math.floor(-g.padding[0] / strideY);
  const firstColumn = Math.floor(-g.padding[1] / strideX);
  const lastRow = Math.floor(((g.kernelHeight - 1) * g.dilation[0] - g.padding[0]) / strideY);
  const lastColumn = Math.floor(((g.kernelWidth - 1) * g.dilation[1] - g.padding[1]) / strideX);
  const gridHeight = g.outHeight + lastRow - firstRow;
  const gridWidth = g.outWidth + lastColumn - firstColumn;
  const direct = strideY === 1 && strideX === 1 && g.padding[0] === 0 && g.padding[1] === 0;
  const gridSize = g.inChannels * strideY * strideX * gridHeight * gridWidth;
  return { g, firstRow, firstColumn, gridHeight, gridWidth, direct, gridSize };
}

function tapsOf({ g, firstRow, firstColumn, gridWidth }: Layout): Tap[] {
  const taps: Tap[] = [];
  for (let p = 0; p < g.kernelHeight; p++) {
    for (let q = 0; q < g.kernelWidth; q++) {
      const y = p * g.dilation[0] - g.padding[0];
      const x = q * g.dilation[1] - g.padding[1];
      const row = Math.floor(y / g.stride[0]);
      const column = Math.floor(x / g.stride[1]);
      const shift = (row - firstRow) * gridWidth + column - firstColumn;
      const phaseY = y - row * g.stride[0];
      taps.push({ weight: p * g.kernelWidth + q, phaseY, phaseX: x - column * g.stride[1], shift });
    }
  }
  return taps;
}

/** Writes the `Plan` of assembly/inline/convolution.ts. */
function writePlan(wasm: Instance, { g, firstRow, firstColumn, gridHeight, gridWidth, direct }: Layout): number {
  const address = room(16);
  const sizes = [g.batch, g.inChannels, g.inHeight, g.inWidth, g.outChannels, g.outHeight, g.outWidth, g.groups];
  wasm.i32.set([...sizes, ...g.stride, firstRow, firstColumn, gridHeight, gridWidth, direct ? 1 : 0], address >> 2);
  return address;
}

/** Distances, in bytes, of every channel's taps within the grid of one group. */
function writeDistances(wasm: Instance, layout: Layout, taps: readonly Tap[]): number {
  const { g, gridHeight, gridWidth } = layout;
  const channels = g.inChannels / g.groups;
  const address = room(channels * taps.length + 1);
  const plane = gridHeight * gridWidth;
  let at = address >> 2;
  for (let c = 0; c < channels; c++) {
    for (const { phaseY, phaseX, shift } of taps) {
      const phase = (c * g.stride[0] + phaseY) * g.stride[1] + phaseX;
      wasm.i32[at++] = (phase * plane + shift) * 4;
    }
  }
  // The weight gradient takes taps in pairs; the partner of an odd last one is computed and ignored.
  wasm.i32[at] = wasm.i32[at - 1];
  return address;
}

/** Floats that a kernel may need besides its operands: grids, padded planes, rows, weights, sums, tables. */
function extraFloats(l: Layout, weights: number): number {
  const positions = l.gridHeight * l.gridWidth;
  const planes = (l.g.outChannels + 4 * l.g.groups) * (3 * positions + 64);
  const tables = 64 * l.g.stride[0] * l.g.stride[1] + 4096;
  // The weight gradient's sums are the largest: 64 for 4 channels and 2 taps.
  const sums = 8 * (l.g.outChannels + 4 * l.g.groups) * (weights / l.g.outChannels + 1);
  return l.gridSize + planes + 8 * positions + sums + tables;
}

/** y = bias + Σ weight · x. Returns null, with nothing done, where the plain loops apply. */
export function conv2d(
  x: Floats,
  weight: Floats,
  into: Floats | null,
  g: Conv2dGeometry,
  bias: Floats | null,
): Floats | null {
  const layout = layoutOf(g);
  const size = g.batch * g.outChannels * g.outHeight * g.outWidth;
  const wasm = size === 0 ? null : begin(x, weight, into ?? none, size + extraFloats(layout, weight.length));
  if (wasm === null) return null;
  const plan = writePlan(wasm, layout);
  const distances = writeDistances(wasm, layout, tapsOf(layout));
  const taps = weight.length / g.outChannels;
  const weights = writeOutputWeights(wasm, weight, bias, g, taps);
  const to = placeFor(wasm, into, size);
  const rows = room(4 * roundUp(g.outHeight * layout.gridWidth, 8));
  const grid = room(layout.direct ? 0 : layout.gridSize);
  wasm.load(code).conv2d(plan, input(wasm, x), weights, distances, taps, to, grid, rows);
  return delivered(wasm, to, into, size);
}

/**
 * [outChannels, taps] → [groups, blocks of 4 channels, taps, 4] and the biases, [groups, blocks, 4], 0 where no
 * channel is.
 */
function writeOutputWeights(
  wasm: Instance,
  weight: Floats,
  bias: Floats | null,
  g: Conv2dGeometry,
  taps: number,
): number {
  const perGroup = g.outChannels / g.groups;
  const blocks = Math.ceil(perGroup / 4);
  const address = room(g.groups * blocks * (taps + 1) * 4);
  let at = address >> 2;
  let biasAt = at + g.groups * blocks * taps * 4;
  for (let block = 0; block < g.groups * blocks; block++) {
    const o = (block % blocks) * 4;
    const first = Math.floor(block / blocks) * perGroup + o;
    for (let tap = 0; tap < taps; tap++) {
      for (let i = 0; i < 4; i++) wasm.f32[at++] = o + i < perGroup ? weight[(first + i) * taps + tap] : 0;
    }
    for (let i = 0; i < 4; i++) wasm.f32[biasAt++] = o + i < perGroup && bias !== null ? bias[first + i] : 0;
  }
  return address;
}

/** dWeight = Σ x · dy. False, with nothing done, where the plain loops are to be used. */
export function conv2dWeightGradient(x: Floats, dy: Floats, dWeight: Floats, g: Conv2dGeometry): boolean {
  const layout = layoutOf(g);
  const empty = dWeight.length === 0 || dy.length === 0;
  const wasm = empty ? null : begin(x, dy, dWeight, extraFloats(layout, dWeight.length));
  if (wasm === null) return false;
  const plan = writePlan(wasm, layout);
  const distances = writeDistances(wasm, layout, tapsOf(layout));
  const taps = dWeight.length / g.outChannels;
  const blocks = g.groups * Math.ceil(g.outChannels / g.groups / 4);
  const from = copyIn(wasm, x);
  const fromDy = input(wasm, dy);
  const to = output(wasm, dWeight);
  const grid = room(layout.direct ? 0 : layout.gridSize);
  // The last vector of positions reaches up to 3 floats beyond the last plane: 0 times what is there must be 0.
  const end = layout.direct ? (from >> 2) + x.length : (grid >> 2) + layout.gridSize;
  wasm.f32.fill(0, end, end + 3);
  const padded = zeros(wasm, blocks * 4 * roundUp(g.outHeight * layout.gridWidth, 4));
  const sums = zeros(wasm, blocks * Math.ceil(taps / 2) * 64);
  wasm.load(code).conv2dWeightGradient(plan, from, fromDy, distances, taps, to, grid, padded, sums);
  deliver(wasm, to, dWeight);
  return true;
}

function zeros(wasm: Instance, length: number): number {
  const address = room(length);
  wasm.f32.fill(0, address >> 2, (address >> 2) + length);
  return address;
}

/** dx = Σ weight · dy, one phase after the other. False, with nothing done, where the plain loops are to be used. */
export function conv2dInputGradient(dy: Floats, weight: Floats, dx: Floats, g: Conv2dGeometry): boolean {
  const layout = layoutOf(g);
  const empty = dy.length === 0 || dx.length === 0;
  const wasm = empty ? null : begin(dy, weight, dx, extraFloats(layout, weight.length) + weight.length);
  if (wasm === null) return false;
  const plan = writePlan(wasm, layout);
  const taps = tapsOf(layout);
  const from = input(wasm, dy);
  const to = output(wasm, dx);
  wasm.f32.fill(0, to >> 2, (to >> 2) + dx.length);
  const margin = Math.max(...taps.map(({ shift }) => shift));
  const positions = layout.gridHeight * layout.gridWidth;
  const stretch = margin + roundUp(positions, 8) + 8;
  const padded = zeros(wasm, g.outChannels * stretch);
  const rows = room(4 * roundUp(positions, 8));
  const start = zeros(wasm, 4);
  for (let phaseY = 0; phaseY < g.stride[0]; phaseY++) {
    for (let phaseX = 0; phaseX < g.stride[1]; phaseX++) {
      const own = taps.filter((tap) => tap.phaseY === phaseY && tap.phaseX === phaseX);
      if (own.length === 0) continue;
      const { weights, distances, count } = writeInputWeights(wasm, weight, g, own, margin, stretch);
      const phase = [phaseY, phaseX, to, padded, margin, stretch, rows, start];
      wasm.load(code).conv2dInputGradient(plan, from, weights, distances, count, ...phase);
    }
  }
  deliver(wasm, to, dx);
  return true;
}

/** [outChannels, channels, kernel] → [groups, blocks of 4 input channels, output channel and tap, 4]. */
function writeInputWeights(
  wasm: Instance,
  weight: Floats,
  g: Conv2dGeometry,
  taps: readonly Tap[],
  margin: number,
  stretch: number,
): { weights: number; distances: number; count: number } {
  const perGroup = g.inChannels / g.groups;
  const outPerGroup = g.outChannels / g.groups;
  const kernel = g.kernelHeight * g.kernelWidth;
  const blocks = Math.ceil(perGroup / 4);
  const count = outPerGroup * taps.length;
  const weights = room(g.groups * blocks * count * 4);
  const distances = room(count);
  let at = weights >> 2;
  for (let block = 0; block < g.groups * blocks; block++) {
    const c = (block % blocks) * 4;
    const group = Math.floor(block / blocks);
    for (let o = group * outPerGroup; o < (group + 1) * outPerGroup; o++) {
      for (const tap of taps) {
        for (let i = 0; i < 4; i++) {
          wasm.f32[at++] = c + i < perGroup ? weight[(o * perGroup + c + i) * kernel + tap.weight] : 0;
        }
      }
    }
  }
  at = distances >> 2;
  for (let o = 0; o < outPerGroup; o++) {
    for (const { shift } of taps) wasm.i32[at++] = (o * stretch + margin - shift) * 4;
  }
  return { weights, distances, count };
}
