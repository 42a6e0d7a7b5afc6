/**
 * Sums and affine maps of the channels of [batch, channels, inner]. Channels of one element each are the columns of a
 * matrix: four of them are done at a time. Others are planes of neighbouring elements.
 */
import { bytes } from "./inline/convolution";
import { total } from "./inline/pairs";

/**
 * sums = Σ v and products = Σ v (x − center) of each channel, in f64. If the address `v` is 0, v is x − center. Both
 * may be written up to 3 numbers beyond their end.
 */
export function channelSums(x: usize, v: usize, centers: usize, sums: usize, products: usize, batch: i32, channels: i32, inner: i32): void {
  const flat = inner == 1;
  const length = flat ? 4 : inner;
  const together = flat ? 4 : 1;
  for (let c = 0; c < channels; c += together) {
    const place = <usize>c << 3;
    const low = flat ? v128.load(centers + place) : v128.load64_splat(centers + place);
    const high = flat ? v128.load(centers + place, 16) : low;
    let lowSum = f64x2.splat(0);
    let highSum = lowSum;
    let lowProduct = lowSum;
    let highProduct = lowSum;
    let start = bytes(c * inner);
    for (let image = 0; image < batch; image++) {
      for (let j = 0; j < length; j += 4) {
        const at = start + bytes(j);
        let lowX = f64x2.sub(pair(x + at), low);
        let highX = f64x2.sub(pair(x + at + 8), high);
        let lowV = v == 0 ? lowX : pair(v + at);
        let highV = v == 0 ? highX : pair(v + at + 8);
        if (j + 4 > length) {
          const left = i32x4.splat(length - j);
          const inLow = i32x4.lt_s(i32x4(0, 0, 1, 1), left);
          const inHigh = i32x4.lt_s(i32x4(2, 2, 3, 3), left);
          lowX = v128.and(lowX, inLow);
          highX = v128.and(highX, inHigh);
          lowV = v128.and(lowV, inLow);
          highV = v128.and(highV, inHigh);
        }
        lowSum = f64x2.add(lowSum, lowV);
        highSum = f64x2.add(highSum, highV);
        lowProduct = f64x2.add(lowProduct, f64x2.mul(lowV, lowX));
        highProduct = f64x2.add(highProduct, f64x2.mul(highV, highX));
      }
      start += bytes(channels * inner);
    }
    write(sums + place, lowSum, highSum, flat);
    write(products + place, lowProduct, highProduct, flat);
  }
}

// @ts-ignore: decorator
@inline
function pair(at: usize): v128 {
  return f64x2.promote_low_f32x4(v128.load64_zero(at));
}

/** The four sums, or their total. */
// @ts-ignore: decorator
@inline
function write(at: usize, low: v128, high: v128, flat: bool): void {
  if (flat) {
    v128.store(at, low);
    v128.store(at, high, 16);
  } else {
    store<f64>(at, total(f64x2.add(low, high)));
  }
}

/**
 * y = slope (x − center) + shift, and + factor v unless the address `v` is 0. `numbers` has the center, the slope, the
 * shift and the factor of each channel, each `room` bytes long. y may be written up to 3 floats beyond its end.
 */
export function channelMap(x: usize, v: usize, numbers: usize, room: usize, y: usize, batch: i32, channels: i32, inner: i32): void {
  const toV = v - x;
  const toY = y - x;
  for (let image = 0; image < batch; image++) {
    for (let c = 0; c < channels; c++) {
      let here = numbers + bytes(c);
      let center = v128.load32_splat(here);
      let slope = v128.load32_splat(here + room);
      let shift = v128.load32_splat(here + 2 * room);
      let factor = v128.load32_splat(here + 3 * room);
      const length = inner == 1 ? channels : inner;
      for (let j = 0; j < length; j += 4) {
        const at = x + bytes(j);
        if (inner == 1) {
          center = v128.load(here);
          slope = v128.load(here + room);
          shift = v128.load(here + 2 * room);
          factor = v128.load(here + 3 * room);
          here += 16;
        }
        let sum = f32x4.add(f32x4.mul(f32x4.sub(v128.load(at), center), slope), shift);
        if (v != 0) sum = f32x4.add(sum, f32x4.mul(v128.load(at + toV), factor));
        v128.store(at + toY, sum);
      }
      x += bytes(length);
      if (inner == 1) break;
    }
  }
}
