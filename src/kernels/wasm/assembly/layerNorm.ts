/**
 * Layer normalisation of rows of n numbers. `means` and `scales` are f64, one a row. A row's x̂ is within three
 * roundings of f32. Its mean is subtracted in two parts: the second is the rounding error of the first.
 */
import { bytes } from "./inline/convolution";
import { addPairs, total } from "./inline/pairs";
import { part, within } from "./inline/part";

/** Rows that are added up in f32 before they are added to sums in f64. */
const rowsTogether = 16;

/**
 * y = weight x̂ + bias. y may be written up to 3 floats beyond its end. Returns false if a row needs the range of f64.
 *
 * μ and σ² come from one pass of sums in f64 of x − k. Here k is the row's first number. |k − μ| ≤ √n σ for every
 * number of a row. So σ² = mean (x − k)² − (μ − k)² loses at most n units of f64.
 */
export function layerNorm(x: usize, weight: usize, bias: usize, y: usize, means: usize, scales: usize, rows: i32, n: i32, eps: f64): bool {
  for (let row = 0; row < rows; row++) {
    const k = <f64>load<f32>(x);
    const shift = f64x2.splat(k);
    let s0 = f64x2.splat(0);
    let s1 = s0;
    let q0 = s0;
    let q1 = s0;
    let j = 0;
    for (; j + 4 <= n; j += 4) {
      const low = f64x2.sub(f64x2.promote_low_f32x4(v128.load64_zero(x + bytes(j))), shift);
      const high = f64x2.sub(f64x2.promote_low_f32x4(v128.load64_zero(x + bytes(j), 8)), shift);
      s0 = f64x2.add(s0, low);
      s1 = f64x2.add(s1, high);
      q0 = f64x2.add(q0, f64x2.mul(low, low));
      q1 = f64x2.add(q1, f64x2.mul(high, high));
    }
    let sum = total(f64x2.add(s0, s1));
    let squares = total(f64x2.add(q0, q1));
    for (; j < n; j++) {
      const distance = <f64>load<f32>(x + bytes(j)) - k;
      sum += distance;
      squares += distance * distance;
    }
    const distance = sum / <f64>n;
    const variance = max(squares / <f64>n - distance * distance, 0);
    const scale = 1 / sqrt(variance + eps);
    if (needsDouble(scale)) return false;
    store<f64>(means, k + distance);
    store<f64>(scales, scale);
    normalizeRow(x, weight, bias, y, k + distance, scale, n);
    x += bytes(n);
    y += bytes(n);
    means += 8;
    scales += 8;
  }
  return true;
}

// @ts-ignore: decorator
@inline
function normalizeRow(x: usize, weight: usize, bias: usize, y: usize, mean: f64, scale: f64, n: i32): void {
  const center = f32x4.splat(<f32>mean);
  const rest = f32x4.splat(<f32>(mean - <f64><f32>mean));
  const factor = f32x4.splat(<f32>scale);
  for (let at: usize = 0; at < bytes(n); at += 16) {
    const xHat = f32x4.mul(f32x4.sub(f32x4.sub(v128.load(x + at), center), rest), factor);
    v128.store(y + at, f32x4.add(f32x4.mul(xHat, v128.load(weight + at)), v128.load(bias + at)));
  }
}

/**
 * dx = scale (g − mean(g) − x̂ mean(x̂ g)), g = weight dy; dWeight = Σ dy x̂ and dBias = Σ dy over the rows, in f64.
 * `block`, dWeight and dBias are zeros, with room for n rounded up to 4; `block` has that room twice.
 */
export function layerNormGradient(dy: usize, x: usize, weight: usize, means: usize, scales: usize, dx: usize, block: usize, dWeight: usize, dBias: usize, rows: i32, n: i32): bool {
  const half = bytes((n + 3) & -4);
  for (let row = 0; row < rows; row++) {
    const mean = load<f64>(means);
    const scale = load<f64>(scales);
    if (needsDouble(scale)) return false;
    const center = f32x4.splat(<f32>mean);
    const rest = f32x4.splat(<f32>(mean - <f64><f32>mean));
    const factor = f32x4.splat(<f32>scale);
    let sum = f64x2.splat(0);
    let along = sum;
    for (let j = 0; j < n; j += 4) {
      const at = bytes(j);
      const d = part(dy + at, n - j);
      const xHat = f32x4.mul(f32x4.sub(f32x4.sub(part(x + at, n - j), center), rest), factor);
      // Beyond the row x̂ may be infinite, and 0 times that is NaN.
      const product = within(f32x4.mul(d, xHat), n - j);
      const gain = part(weight + at, n - j);
      sum = addPairs(sum, f32x4.mul(d, gain));
      along = addPairs(along, f32x4.mul(product, gain));
      const sums = block + at;
      v128.store(sums, f32x4.add(v128.load(sums), product));
      v128.store(sums + half, f32x4.add(v128.load(sums + half), d));
    }
    const meanG = f32x4.splat(<f32>(total(sum) / <f64>n));
    const meanAlong = f32x4.splat(<f32>(total(along) / <f64>n));
    for (let at: usize = 0; at < bytes(n); at += 16) {
      const xHat = f32x4.mul(f32x4.sub(f32x4.sub(v128.load(x + at), center), rest), factor);
      const g = f32x4.sub(f32x4.mul(v128.load(dy + at), v128.load(weight + at)), meanG);
      v128.store(dx + at, f32x4.mul(factor, f32x4.sub(g, f32x4.mul(xHat, meanAlong))));
    }
    if ((row + 1) % rowsTogether == 0 || row + 1 == rows) {
      empty(block, dWeight, n);
      empty(block + half, dBias, n);
    }
    dy += bytes(n);
    x += bytes(n);
    dx += bytes(n);
    means += 8;
    scales += 8;
  }
  return true;
}

/** Adds the f32 numbers of a block to sums in f64, and makes them 0 again. */
function empty(block: usize, sums: usize, n: i32): void {
  for (let j = 0; j < n; j += 2) {
    const at = sums + (<usize>j << 3);
    v128.store(at, f64x2.add(v128.load(at), f64x2.promote_low_f32x4(v128.load64_zero(block + bytes(j)))));
    store<u64>(block + bytes(j), 0);
  }
}

/** True if 1 / √(σ² + ε) or the squares of x might leave the range of f32. NaN stays NaN there. */
// @ts-ignore: decorator
@inline
function needsDouble(scale: f64): bool {
  return scale < 1e-18 || scale > 1e18;
}
