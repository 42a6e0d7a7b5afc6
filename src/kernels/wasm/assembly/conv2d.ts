/**
 * Convolution without im2col, in the grid of an image (inline/convolution.ts). The inputs of one tap, for all output
 * positions, are the grid itself shifted by a constant. Tables list the vectors of 4 positions in a line of the output.
 * The last vector of a line overlaps the one before it.
 */
import { bytes, fillPhase, gridOf, Plan } from "./inline/convolution";
import { copyRow } from "./inline/copy";
import { correlate, correlatePair } from "./inline/correlate";

/** Copies lines of `length` floats that are `fromLine` floats apart to where they are `toLine` floats apart. */
function copyLines(from: usize, fromLine: i32, to: usize, toLine: i32, lines: i32, length: i32): void {
  for (let i = 0; i < lines; i++) {
    copyRow(from, to, length);
    from += bytes(fromLine);
    to += bytes(toLine);
  }
}

/**
 * weights: [groups, blocks of 4 channels, taps, 5], the distance of the tap last; behind them the biases,
 * [groups, blocks, 4];
 * pairs: [count, 6], in the grid of a group and in a plane of the output;
 * rows: room for 4 planes of the output, with lines of 4 positions at least.
 */
export function conv2d(
  plan: Plan, x: usize, weights: usize, taps: i32, pairs: usize, count: i32, y: usize, grid: usize, rows: usize,
): void {
  const perGroup = plan.outChannels / plan.groups;
  const outPlane = plan.outHeight * plan.outWidth;
  const line = max(4, plan.length);
  const row = bytes(plan.lines * line);
  const groupBytes = bytes(plan.channels / plan.groups * plan.strideY * plan.strideX * plan.gridHeight * plan.gridWidth);
  for (let image = 0; image < plan.batch; image++) {
    let from = gridOf(plan, x + bytes(image * plan.channels * plan.height * plan.width), grid);
    let packed = weights;
    let bias = weights + bytes(5 * taps * plan.groups * ((perGroup + 3) / 4));
    for (let group = 0; group < plan.groups; group++) {
      for (let o = 0; o < perGroup; o += 4) {
        const aside = perGroup - o < 4 || line > plan.length;
        correlate(from, packed, taps, bias, pairs, count, aside ? rows : y, row);
        packed += bytes(5 * taps);
        bias += 16;
        for (let i = 0; i < min(4, perGroup - o); i++) {
          if (aside) copyLines(rows + i * row, line, y, plan.length, plan.lines, plan.length);
          y += bytes(outPlane);
        }
      }
      from += groupBytes;
    }
  }
}

/**
 * One phase of dx: the inputs at rows ≡ phaseY and columns ≡ phaseX modulo the stride.
 * weights: [groups, blocks of 4 input channels, outChannels / groups · taps, 5], in parts of `part` taps: a kernel
 * row's, or all of them;
 * pairs: [count, 6], in the padded planes of a group and in a plane of dx if `whole`, otherwise of the grid;
 * padded: zeros, [outChannels, stretch], for each plane of dy in lines as wide as the grid. `margin` zeros are before
 * them, and zeros behind. Address 0 if dy serves as it is;
 * zeros: 4 of them.
 */
export function conv2dInputGradient(
  plan: Plan, dy: usize, weights: usize, taps: i32, part: i32, pairs: usize, count: i32, phaseY: i32, phaseX: i32,
  whole: bool, dx: usize, padded: usize, margin: i32, stretch: i32, rows: usize, zeros: usize,
): void {
  const perGroup = plan.channels / plan.groups;
  const outPerGroup = plan.outChannels / plan.groups;
  const outPlane = plan.outHeight * plan.outWidth;
  const plane = bytes(plan.height * plan.width);
  const row = whole ? plane : bytes(8 * count);
  for (let image = 0; image < plan.batch; image++) {
    let from = dy;
    for (let o = 0; o < plan.outChannels; o++) {
      const to = padded + bytes(o * stretch + margin);
      if (padded) copyLines(dy, plan.outWidth, to, plan.gridWidth, plan.outHeight, plan.outWidth);
      dy += bytes(outPlane);
    }
    if (padded) from = padded;
    let packed = weights;
    for (let group = 0; group < plan.groups; group++) {
      for (let c = 0; c < perGroup; c += 4) {
        const aside = !whole || perGroup - c < 4;
        correlate(from, packed, part, zeros, pairs, count, aside ? rows : dx, row);
        packed += bytes(5 * taps * outPerGroup);
        for (let i = 0; i < min(4, perGroup - c); i++) {
          if (whole && aside) memory.copy(dx, rows + i * row, plane);
          else if (aside) fillPhase(plan, dx, phaseY, phaseX, rows + i * row, false);
          dx += plane;
        }
      }
      from += bytes(outPerGroup * stretch);
    }
  }
}

/** Vectors of positions that are added in f32 before the sums are added in f64. */
const longest: i32 = 64;

/**
 * vectors: [count], in the grid of a group, without overlaps;
 * padded: zeros, [output channels of a group rounded up to 4, 4 · count]. Address 0 if the lines of dy are whole
 * vectors and its channels whole blocks;
 * distance: [taps rounded up to 2]; sums: zeros, [groups, blocks of 4 channels, pairs of taps, 4, 2] vectors,
 * and behind them zeros of the same size, for the sums in f64.
 * dWeight: [outChannels, taps].
 */
export function conv2dWeightGradient(
  plan: Plan, x: usize, dy: usize, distance: usize, taps: i32, vectors: usize, count: i32, dWeight: usize, grid: usize,
  padded: usize, sums: usize,
): void {
  const perGroup = plan.outChannels / plan.groups;
  const blocks = (perGroup + 3) / 4;
  const pairs = (taps + 1) / 2;
  const outPlane = plan.outHeight * plan.outWidth;
  const row = bytes(4 * count);
  const groupBytes = bytes(plan.channels / plan.groups * plan.strideY * plan.strideX * plan.gridHeight * plan.gridWidth);
  const totals = 128 * plan.groups * blocks * pairs;
  const together = max(1, longest / count);
  for (let image = 0; image < plan.batch; image++) {
    const last = image % together == together - 1 || image == plan.batch - 1;
    let from = gridOf(plan, x + bytes(image * plan.channels * plan.height * plan.width), grid);
    let sum = sums;
    for (let group = 0; group < plan.groups; group++) {
      let first = padded || dy;
      for (let o = 0; o < perGroup; o++) {
        if (padded) copyLines(dy, plan.length, padded + o * row, (plan.length + 3) & ~3, plan.lines, plan.length);
        dy += bytes(outPlane);
      }
      for (let block = 0; block < blocks; block++) {
        for (let pair = 0; pair < pairs; pair++) {
          const x0 = from + load<i32>(distance + bytes(2 * pair));
          const x1 = from + load<i32>(distance + bytes(2 * pair), 4);
          for (let v = 0; v < count; v += longest) {
            correlatePair(first + bytes(4 * v), row, x0, x1, vectors + bytes(v), min(longest, count - v), sum);
            if (last) addDouble(sum, sum + totals);
          }
          sum += 128;
        }
        first += 4 * row;
      }
      from += groupBytes;
    }
  }
  addAcross(sums + totals, plan.groups, perGroup, taps, dWeight);
}

/** Adds the 8 vectors of a pair of taps to their sums in f64, two a vector, and clears them. */
function addDouble(sums: usize, totals: usize): void {
  for (let at: usize = 0; at < 128; at += 16) {
    const four = v128.load(sums + at);
    const two = f64x2.promote_low_f32x4(four);
    const more = f64x2.promote_low_f32x4(v128.shuffle<i32>(four, four, 2, 3, 2, 3));
    v128.store(totals + at, f64x2.add(v128.load(totals + at), f64x2.add(two, more)));
    v128.store(sums + at, i32x4.splat(0));
  }
}

function addAcross(totals: usize, groups: i32, perGroup: i32, taps: i32, dWeight: usize): void {
  const pairs = (taps + 1) / 2;
  const blocks = (perGroup + 3) / 4;
  for (let group = 0; group < groups; group++) {
    for (let o = 0; o < perGroup; o++) {
      for (let tap = 0; tap < taps; tap++) {
        const tile = (group * blocks + o / 4) * pairs + tap / 2;
        const at = totals + <usize>(tile * 128 + (o & 3) * 32 + (tap & 1) * 16);
        store<f32>(dWeight, <f32>(load<f64>(at) + load<f64>(at, 8)));
        dWeight += 4;
      }
    }
  }
}
