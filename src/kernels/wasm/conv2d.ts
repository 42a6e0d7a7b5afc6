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
  /** The lines of an output plane, and their length: see the `Plan`. */
  readonly lines: number;
  readonly length: number;
  /** Floats in the grid of one image; 0 if the image itself serves as it is. */
  readonly gridSize: number;
  /** The `Plan` of assembly/inline/convolution.ts. */
  readonly plan: readonly number[];
}

/** The weight of a kernel, the phase of the input that it meets, and how far into the phase's plane. */
interface Tap {
  readonly weight: number;
  readonly phaseY: number;
  readonly phaseX: number;
  readonly shift: number;
}

const roundUp = (n: number, to: number): number => Math.ceil(n / to) * to;

function layoutOf(g: Conv2dGeometry): Layout {
  const { inChannels, inHeight, inWidth, outChannels, outHeight, outWidth } = g;
  const [strideY, strideX] = g.stride;
  const along = (axis: 0 | 1, kernel: number, out: number): [first: number, size: number] => {
    const first = Math.floor(-g.padding[axis] / g.stride[axis]);
    const last = Math.floor(((kernel - 1) * g.dilation[axis] - g.padding[axis]) / g.stride[axis]);
    return [first, out + last - first];
  };
  const [firstRow, gridHeight] = along(0, g.kernelHeight, outHeight);
  const [firstColumn, gridWidth] = along(1, g.kernelWidth, outWidth);
  const direct = strideY === 1 && strideX === 1 && g.padding[0] === 0 && g.padding[1] === 0;
  const gridSize = direct ? 0 : inChannels * strideY * strideX * gridHeight * gridWidth;
  const lines = gridWidth === outWidth ? 1 : outHeight;
  const length = (outHeight / lines) * outWidth;
  const sizes = [g.batch, inChannels, inHeight, inWidth, outChannels, outHeight, outWidth, g.groups, strideY, strideX];
  const plan = [...sizes, firstRow, firstColumn, gridHeight, gridWidth, direct ? 1 : 0, lines, length];
  return { g, firstRow, firstColumn, gridHeight, gridWidth, lines, length, gridSize, plan };
}

function tapsOf({ g, firstRow, firstColumn, gridWidth }: Layout): Tap[] {
  /** The row or column of the grid, and the phase, that a tap meets first. */
  const along = (axis: 0 | 1, tap: number): [place: number, phase: number] => {
    const at = tap * g.dilation[axis] - g.padding[axis];
    const place = Math.floor(at / g.stride[axis]);
    return [place, at - place * g.stride[axis]];
  };
  const taps: Tap[] = [];
  for (let p = 0; p < g.kernelHeight; p++) {
    for (let q = 0; q < g.kernelWidth; q++) {
      const [row, phaseY] = along(0, p);
      const [column, phaseX] = along(1, q);
      const shift = (row - firstRow) * gridWidth + column - firstColumn;
      taps.push({ weight: p * g.kernelWidth + q, phaseY, phaseX, shift });
    }
  }
  return taps;
}

/** Writes whole numbers and returns their address. */
function writeAll(wasm: Instance, numbers: readonly number[]): number {
  const address = room(numbers.length);
  wasm.i32.set(numbers, address >> 2);
  return address;
}

/** The address of pairs of vectors, and their number. */
interface Pairs {
  readonly pairs: number;
  readonly count: number;
}

/**
 * Lists the vectors of `lines` lines of `length` positions in pairs, for `correlate` of assembly/inline/correlate.ts.
 * Line i begins at `from` + i · `fromLine` in the grid, and at i · `toLine` in the result. The last vector ends with
 * the line, unless it has fewer than 4 positions. An odd last vector is done twice. The parts of the weights that apply
 * to a line, [first, end], never fall from one line to the next.
 */
function writePairs(
  wasm: Instance,
  lines: number,
  length: number,
  from: number,
  fromLine: number,
  toLine: number,
  partsOf: (line: number) => readonly [number, number] = () => [0, 1],
): Pairs {
  const count = Math.ceil((lines * Math.ceil(length / 4)) / 2);
  const pairs = room(6 * count);
  const { i32 } = wasm;
  let at = pairs >> 2;
  let half = 0;
  for (let line = 0; line < lines; line++) {
    const [first, end] = partsOf(line);
    for (let q = 0; q < length; q += 4) {
      const place = Math.max(0, Math.min(q, length - 4));
      i32[at + 1] = (from + line * fromLine + place) * 4;
      i32[at + 3] = (line * toLine + place) * 4;
      i32[at + 5] = end;
      if (half === 0) {
        i32[at] = i32[at + 1];
        i32[at + 2] = i32[at + 3];
        i32[at + 4] = first;
      } else at += 6;
      half = 1 - half;
    }
  }
  return { pairs, count };
}

/** Distances, in bytes, of every channel's taps within the grid of one group. */
function distancesOf(layout: Layout): number[] {
  const { g, gridHeight, gridWidth } = layout;
  const taps = tapsOf(layout);
  const distances: number[] = [];
  for (let c = 0; c < g.inChannels / g.groups; c++) {
    for (const { phaseY, phaseX, shift } of taps) {
      const phase = (c * g.stride[0] + phaseY) * g.stride[1] + phaseX;
      distances.push((phase * gridHeight * gridWidth + shift) * 4);
    }
  }
  return distances;
}

/** Floats that a kernel may need besides its operands: grids, padded planes, rows, weights, sums, tables. */
function extraFloats(l: Layout, weights: number): number {
  const positions = l.gridHeight * l.gridWidth;
  const planes = (l.g.outChannels + 4 * l.g.groups) * (3 * positions + 64);
  const tables = 64 * l.g.stride[0] * l.g.stride[1] + 4096;
  // The weight gradient's sums are the largest: 64 for 4 channels and 2 taps.
  const sums = 8 * (l.g.outChannels + 4 * l.g.groups) * (weights / l.g.outChannels + 1);
  return l.gridSize + planes + 20 * positions + sums + tables;
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
  const plan = writeAll(wasm, layout.plan);
  const { lines, length, gridWidth } = layout;
  const weights = writeOutputWeights(wasm, weight, bias, g, distancesOf(layout));
  const toLine = Math.max(4, length);
  const { pairs, count } = writePairs(wasm, lines, length, 0, gridWidth, toLine);
  const to = placeFor(wasm, into, size);
  const rows = room(4 * lines * toLine);
  const grid = room(layout.gridSize);
  const taps = weight.length / g.outChannels;
  wasm.load(code)[0](plan, input(wasm, x), weights, taps, pairs, count, to, grid, rows);
  return delivered(wasm, to, into, size);
}

/**
 * [outChannels, taps] → [groups, blocks of 4 channels, taps, 5], which are 4 weights and the distance of the tap.
 * Behind them are the biases, [groups, blocks, 4]. Where no channel is, there are zeros.
 */
function writeOutputWeights(
  wasm: Instance,
  weight: Floats,
  bias: Floats | null,
  g: Conv2dGeometry,
  distances: readonly number[],
): number {
  const perGroup = g.outChannels / g.groups;
  const blocks = Math.ceil(perGroup / 4);
  const taps = distances.length;
  const { f32, i32 } = wasm;
  const address = room(g.groups * blocks * (5 * taps + 4));
  let at = address >> 2;
  let biasAt = at + g.groups * blocks * taps * 5;
  for (let block = 0; block < g.groups * blocks; block++) {
    const o = (block % blocks) * 4;
    const first = Math.floor(block / blocks) * perGroup + o;
    for (let tap = 0; tap < taps; tap++) {
      for (let i = 0; i < 4; i++) f32[at++] = o + i < perGroup ? weight[(first + i) * taps + tap] : 0;
      i32[at++] = distances[tap];
    }
    for (let i = 0; i < 4; i++) f32[biasAt++] = o + i < perGroup && bias !== null ? bias[first + i] : 0;
  }
  return address;
}

/** dWeight = Σ x · dy. False, with nothing done, where the plain loops are to be used. */
export function conv2dWeightGradient(x: Floats, dy: Floats, dWeight: Floats, g: Conv2dGeometry): boolean {
  const layout = layoutOf(g);
  const empty = dWeight.length === 0 || dy.length === 0;
  const wasm = empty ? null : begin(x, dy, dWeight, extraFloats(layout, dWeight.length));
  if (wasm === null) return false;
  const plan = writeAll(wasm, layout.plan);
  const distances = distancesOf(layout);
  const taps = distances.length;
  // Taps are taken in pairs; the partner of an odd last one is computed and ignored.
  const distance = writeAll(wasm, [...distances, distances[taps - 1]]);
  const { lines, length, gridWidth } = layout;
  const count = lines * Math.ceil(length / 4);
  const vectors = room(count);
  let at = vectors >> 2;
  for (let line = 0; line < lines; line++)
    for (let q = 0; q < length; q += 4) wasm.i32[at++] = (line * gridWidth + q) * 4;
  const perGroup = roundUp(g.outChannels / g.groups, 4);
  const from = copyIn(wasm, x);
  const fromDy = input(wasm, dy);
  const to = output(wasm, dWeight);
  const grid = room(layout.gridSize);
  // The last vector of positions reaches up to 3 floats beyond the last plane: 0 times those must be 0.
  const end = layout.gridSize === 0 ? (from >> 2) + x.length : (grid >> 2) + layout.gridSize;
  wasm.f32.fill(0, end, end + 3);
  const isPadded = length % 4 !== 0 || g.outChannels !== g.groups * perGroup;
  const padded = isPadded ? zeros(wasm, perGroup * 4 * count) : 0;
  const sums = zeros(wasm, g.groups * perGroup * Math.ceil(taps / 2) * 16);
  const operands = [plan, from, fromDy, distance, taps, vectors, count, to, grid, padded, sums];
  wasm.load(code)[2](...operands);
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
  const plan = writeAll(wasm, layout.plan);
  const taps = tapsOf(layout);
  const from = input(wasm, dy);
  const to = output(wasm, dx);
  const margin = Math.max(...taps.map(({ shift }) => shift));
  const { gridWidth } = layout;
  const positions = layout.gridHeight * gridWidth;
  const whole = g.stride[0] === 1 && g.stride[1] === 1 && g.inWidth >= 4;
  if (!whole) wasm.f32.fill(0, to >> 2, (to >> 2) + dx.length);
  const place = -layout.firstRow * gridWidth - layout.firstColumn;
  const isPadded = margin > 0 || place > 0 || g.outWidth < gridWidth;
  const stretch = isPadded ? margin + roundUp(positions, 8) + 8 : positions;
  const padded = isPadded ? zeros(wasm, g.outChannels * stretch) : 0;
  const inLines = whole && isPadded;
  const rowsOf = (line: number): [number, number] => kernelRows(line, g);
  const { pairs, count } = inLines
    ? writePairs(wasm, g.inHeight, g.inWidth, place, gridWidth, g.inWidth, rowsOf)
    : writePairs(wasm, 1, positions, 0, 0, 0);
  const aside = [room(32 * count), zeros(wasm, 4)];
  for (let phaseY = 0; phaseY < g.stride[0]; phaseY++) {
    for (let phaseX = 0; phaseX < g.stride[1]; phaseX++) {
      const own = taps.filter((tap) => tap.phaseY === phaseY && tap.phaseX === phaseX);
      if (own.length === 0) continue;
      const weights = writeInputWeights(wasm, weight, g, own, margin, stretch);
      const part = ((inLines ? g.kernelWidth : own.length) * g.outChannels) / g.groups;
      const phase = [weights, own.length, part, pairs, count, phaseY, phaseX, whole ? 1 : 0];
      wasm.load(code)[1](plan, from, ...phase, to, padded, margin, stretch, ...aside);
    }
  }
  deliver(wasm, to, dx);
  return true;
}

/** The rows of the kernel, [first, end], that meet dy at a row of dx with stride 1. One is named at least. */
function kernelRows(row: number, { padding, dilation, kernelHeight, outHeight }: Conv2dGeometry): [number, number] {
  const last = row + padding[0];
  const first = Math.min(Math.max(0, Math.ceil((last - outHeight + 1) / dilation[0])), kernelHeight - 1);
  return [first, Math.max(first, Math.min(Math.floor(last / dilation[0]), kernelHeight - 1)) + 1];
}

/**
 * [outChannels, channels, kernel] → [groups, blocks of 4 input channels, kernel row, output channel, column, 5]: 4
 * weights and a distance.
 */
function writeInputWeights(
  wasm: Instance,
  weight: Floats,
  g: Conv2dGeometry,
  taps: readonly Tap[],
  margin: number,
  stretch: number,
): number {
  const perGroup = g.inChannels / g.groups;
  const outPerGroup = g.outChannels / g.groups;
  const kernel = g.kernelHeight * g.kernelWidth;
  const blocks = Math.ceil(perGroup / 4);
  const count = outPerGroup * taps.length;
  const columns = taps.length === kernel ? g.kernelWidth : taps.length;
  const { f32, i32 } = wasm;
  const weights = room(g.groups * blocks * count * 5);
  let at = weights >> 2;
  for (let block = 0; block < g.groups * blocks; block++) {
    const c = (block % blocks) * 4;
    const group = Math.floor(block / blocks);
    for (let n = 0; n < count; n++) {
      const row = Math.floor(n / (outPerGroup * columns));
      const o = Math.floor(n / columns) % outPerGroup;
      const tap = taps[row * columns + (n % columns)];
      const first = (group * outPerGroup + o) * perGroup + c;
      for (let i = 0; i < 4; i++) f32[at++] = c + i < perGroup ? weight[(first + i) * kernel + tap.weight] : 0;
      i32[at++] = (o * stretch + margin - tap.shift) * 4;
    }
  }
  return weights;
}
