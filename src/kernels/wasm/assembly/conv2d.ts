/**
 * Convolution without im2col: in the grid of an image (inline/convolution.ts) the inputs of one tap, for all output
 * positions, are the grid itself shifted by a constant. Rows of the grid are wider than rows of the output; what is
 * computed in between is never copied out.
 */
import { bytes, fillPhase, gridOf, Plan } from "./inline/convolution";
import { copyRow } from "./inline/copy";
import { correlate, correlatePair } from "./inline/correlate";

// @ts-ignore: decorator
@inline
function roundUp(n: i32, to: i32): i32 {
  return (n + to - 1) / to * to;
}

/**
 * weights: [groups, blocks of 4 channels, taps, 4], behind them the biases, [groups, blocks, 4];
 * distance: [taps], in bytes;
 * rows: room for 4 rows of output positions.
 */
export function conv2d(
  plan: Plan, x: usize, weights: usize, distance: usize, taps: i32, y: usize, grid: usize, rows: usize,
): void {
  const perGroup = plan.outChannels / plan.groups;
  const positions = (plan.outHeight - 1) * plan.gridWidth + plan.outWidth;
  const row = bytes(roundUp(positions, 8));
  const groupBytes = bytes(plan.channels / plan.groups * plan.strideY * plan.strideX * plan.gridHeight * plan.gridWidth);
  for (let image = 0; image < plan.batch; image++) {
    let from = gridOf(plan, x + bytes(image * plan.channels * plan.height * plan.width), grid);
    let packed = weights;
    let bias = weights + bytes(4 * taps * plan.groups * ((perGroup + 3) / 4));
    for (let group = 0; group < plan.groups; group++) {
      for (let o = 0; o < perGroup; o += 4) {
        correlate(from, distance, packed, taps, bias, positions, rows, row);
        packed += bytes(4 * taps);
        bias += 16;
        const plane = image * plan.outChannels + group * perGroup + o;
        for (let i = 0; i < min(4, perGroup - o); i++) {
          squeeze(plan, rows + i * row, y + bytes((plane + i) * plan.outHeight * plan.outWidth));
        }
      }
      from += groupBytes;
    }
  }
}

/** Rows of the grid's width become rows of the output's width. */
function squeeze(plan: Plan, from: usize, to: usize): void {
  for (let i = 0; i < plan.outHeight; i++) {
    copyRow(from, to, plan.outWidth);
    from += bytes(plan.gridWidth);
    to += bytes(plan.outWidth);
  }
}

/** Rows of the output's width become rows of the grid's width; what lies between stays as it is. */
function spread(plan: Plan, from: usize, to: usize): void {
  for (let i = 0; i < plan.outHeight; i++) {
    copyRow(from, to, plan.outWidth);
    from += bytes(plan.outWidth);
    to += bytes(plan.gridWidth);
  }
}

/**
 * One phase of dx: the inputs at rows ≡ phaseY and columns ≡ phaseX modulo the stride.
 * weights: [groups, blocks of 4 input channels, taps, 4], where a tap is an output channel and a weight of the phase;
 * padded: zeros, [outChannels, stretch]: each plane of dy, spread, with `margin` zeros before it and zeros behind;
 * zeros: 4 of them.
 */
export function conv2dInputGradient(
  plan: Plan, dy: usize, weights: usize, distance: usize, taps: i32, phaseY: i32, phaseX: i32,
  dx: usize, padded: usize, margin: i32, stretch: i32, rows: usize, zeros: usize,
): void {
  const perGroup = plan.channels / plan.groups;
  const outPerGroup = plan.outChannels / plan.groups;
  const outPlane = plan.outHeight * plan.outWidth;
  const positions = plan.gridHeight * plan.gridWidth;
  const row = bytes(roundUp(positions, 8));
  for (let image = 0; image < plan.batch; image++) {
    for (let o = 0; o < plan.outChannels; o++) {
      spread(plan, dy + bytes((image * plan.outChannels + o) * outPlane), padded + bytes(o * stretch + margin));
    }
    let packed = weights;
    for (let group = 0; group < plan.groups; group++) {
      for (let c = 0; c < perGroup; c += 4) {
        correlate(padded + bytes(group * outPerGroup * stretch), distance, packed, taps, zeros, positions, rows, row);
        packed += bytes(4 * taps);
        const plane = image * plan.channels + group * perGroup + c;
        for (let i = 0; i < min(4, perGroup - c); i++) {
          fillPhase(plan, dx + bytes((plane + i) * plan.height * plan.width), phaseY, phaseX, rows + i * row, false);
        }
      }
    }
  }
}

/** Positions that are added in f32 before the sums are added in f64. */
const longest: i32 = 256;

/**
 * padded: zeros, [groups, output channels of a group rounded up to 4, positions rounded up to 4];
 * distance: [taps rounded up to 2]; sums: zeros, [groups, blocks of 4 channels, pairs of taps, 4, 2] vectors,
 * and behind them zeros of the same size, for the sums in f64.
 * dWeight: [outChannels, taps].
 */
export function conv2dWeightGradient(
  plan: Plan, x: usize, dy: usize, distance: usize, taps: i32, dWeight: usize, grid: usize, padded: usize, sums: usize,
): void {
  const perGroup = plan.outChannels / plan.groups;
  const blocks = (perGroup + 3) / 4;
  const pairs = (taps + 1) / 2;
  const positions = roundUp((plan.outHeight - 1) * plan.gridWidth + plan.outWidth, 4);
  const row = bytes(positions);
  const groupBytes = bytes(plan.channels / plan.groups * plan.strideY * plan.strideX * plan.gridHeight * plan.gridWidth);
  const totals = 128 * plan.groups * blocks * pairs;
  const together = max(1, longest / positions);
  for (let image = 0; image < plan.batch; image++) {
    const last = image % together == together - 1 || image == plan.batch - 1;
    let from = gridOf(plan, x + bytes(image * plan.channels * plan.height * plan.width), grid);
    let sum = sums;
    for (let group = 0; group < plan.groups; group++) {
      const first = padded + group * blocks * 4 * row;
      for (let o = 0; o < perGroup; o++) {
        const plane = image * plan.outChannels + group * perGroup + o;
        spread(plan, dy + bytes(plane * plan.outHeight * plan.outWidth), first + o * row);
      }
      for (let block = 0; block < blocks; block++) {
        for (let pair = 0; pair < pairs; pair++) {
          const x0 = from + load<i32>(distance + bytes(2 * pair));
          const x1 = from + load<i32>(distance + bytes(2 * pair), 4);
          for (let q = 0; q < positions; q += longest) {
            const at = bytes(q);
            correlatePair(first + block * 4 * row + at, row, x0 + at, x1 + at, min(longest, positions - q), sum);
            if (last) addDouble(sum, sum + totals);
          }
          sum += 128;
        }
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
