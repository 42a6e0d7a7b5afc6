/**
 * @file exp, log, cos, sin and powers from + − × ÷ only, so that every engine gives the same bits; the built-in ones
 * differ between engines in the last bit. Each is a reduction to a small interval and its Taylor series there.
 */

const LN2_HIGH = 0.6931471803691238;
const LN2_LOW = 1.9082149292705877e-10;

const bits = new DataView(new ArrayBuffer(8));

/** 2ⁿ for a whole n in −1022 … 1023. */
function powerOfTwo(n: number): number {
  bits.setUint32(0, (n + 1023) << 20);
  bits.setUint32(4, 0);
  return bits.getFloat64(0);
}

/** eˣ = 2ᵏ eʳ with r = x − k ln 2, |r| ≤ ½ ln 2; ln 2 in two parts keeps r exact. */
export function exp(x: number): number {
  if (Number.isNaN(x)) return x;
  if (x > 709.782712893384) return Number.POSITIVE_INFINITY;
  if (x < -745.1332191019412) return 0;
  const k = Math.round(x / Math.LN2);
  const high = x - k * LN2_HIGH;
  const low = k * LN2_LOW;
  const r = high - low;
  let sum = 0;
  for (let n = 14; n >= 2; n--) sum = ((1 + sum) * r) / n;
  const value = 1 + (high - (low - r * sum));
  const half = Math.trunc(k / 2);
  return value * powerOfTwo(half) * powerOfTwo(k - half);
}

/** ln x = e ln 2 + ln m with x = 2ᵉ m, √½ ≤ m < √2, and ln m = 2 (s + s³/3 + s⁵/5 + …), s = (m − 1) / (m + 1). */
export function log(x: number): number {
  if (Number.isNaN(x) || x < 0) return Number.NaN;
  if (x === 0) return Number.NEGATIVE_INFINITY;
  if (x === Number.POSITIVE_INFINITY) return x;
  const scaled = x < 2.2250738585072014e-308 ? x * 2 ** 54 : x;
  bits.setFloat64(0, scaled);
  let e = (bits.getUint32(0) >>> 20) - 1023 - (scaled === x ? 0 : 54);
  bits.setUint32(0, (bits.getUint32(0) & 0xfffff) | (1023 << 20));
  let m = bits.getFloat64(0);
  if (m > Math.SQRT2) {
    m /= 2;
    e += 1;
  }
  const f = m - 1;
  const s = f / (m + 1);
  const squared = s * s;
  let sum = 0;
  for (let n = 25; n >= 3; n -= 2) sum = (sum + 1 / n) * squared;
  return e * LN2_HIGH + (f - (s * (f - 2 * sum) - e * LN2_LOW));
}

const HALF_PI_HIGH = 1.5707963267341256;
const HALF_PI_LOW = 6.077100506506192e-11;

/** x − q π/2 with |r| ≤ π/4, and q mod 4. Good to |x| of about 10⁵; angles here are small. */
function reduce(x: number): { r: number; quarter: number } {
  const q = Math.round(x / (Math.PI / 2));
  return { r: x - q * HALF_PI_HIGH - q * HALF_PI_LOW, quarter: ((q % 4) + 4) % 4 };
}

function sinSeries(r: number): number {
  const squared = r * r;
  let sum = 0;
  for (let n = 18; n >= 2; n -= 2) sum = ((1 + sum) * -squared) / (n * (n + 1));
  return r + r * sum;
}

function cosSeries(r: number): number {
  const squared = r * r;
  let sum = 0;
  for (let n = 19; n >= 3; n -= 2) sum = ((1 + sum) * -squared) / (n * (n + 1));
  return 1 - 0.5 * squared * (1 + sum);
}

export function sin(x: number): number {
  const { r, quarter } = reduce(x);
  return [sinSeries(r), cosSeries(r), -sinSeries(r), -cosSeries(r)][quarter];
}

export function cos(x: number): number {
  const { r, quarter } = reduce(x);
  return [cosSeries(r), -sinSeries(r), -cosSeries(r), sinSeries(r)][quarter];
}

/** xⁿ for a whole n ≥ 0, by repeated squaring. */
export function power(x: number, n: number): number {
  let result = 1;
  for (let square = x, rest = n; rest > 0; rest = Math.floor(rest / 2), square *= square) {
    if (rest % 2 === 1) result *= square;
  }
  return result;
}

/** xʸ for x ≥ 0 and any y, as e^(y ln x). */
export const pow = (x: number, y: number): number => (y === 0 ? 1 : exp(y * log(x)));
