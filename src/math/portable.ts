/**
 * @file exp, log, cos, sin, tanh and whole powers from + − × ÷ and the bits of exponents only. They are accurate to 2
 * units in the last place and give the same bits in every engine. Built-in ones may differ in the last bit.
 * Each function is reduced to a small interval and computed there by its series.
 */
const LN2_HIGH = 0.6931471803691238; // 32 bits, so that k · LN2_HIGH is exact
const LN2_LOW = 1.9082149292705877e-10;

const bits = /* @__PURE__ */ new DataView(/* @__PURE__ */ new ArrayBuffer(8));

/** 2ⁿ for a whole n in −1022 … 1023. */
function powerOfTwo(n: number): number {
  bits.setUint32(0, (n + 1023) << 20);
  bits.setUint32(4, 0);
  return bits.getFloat64(0);
}

/** eˣ = 2ᵏ eʳ with r = x − k ln 2, |r| ≤ ½ ln 2; ln 2 in two parts keeps r accurate. */
export function exp(x: number): number {
  if (Number.isNaN(x)) return x;
  if (x > 1000) return Infinity;
  if (x < -1000) return 0;
  const k = Math.round(x / Math.LN2);
  const high = x - k * LN2_HIGH;
  const low = k * LN2_LOW;
  const r = high - low;
  let sum = 0;
  for (let n = 14; n >= 2; n--) sum = ((1 + sum) * r) / n;
  const value = 1 + (high - (low - r * sum));
  // In two steps, because 2ᵏ alone may overflow or vanish where the product does not.
  const half = Math.trunc(k / 2);
  return value * powerOfTwo(half) * powerOfTwo(k - half);
}

/** x = 2ᵉ m with √½ < m ≤ √2, for finite x > 0. */
function split(x: number): { e: number; m: number } {
  let e = 0;
  let m = x;
  for (; m > Math.SQRT2; m /= 2) e++;
  for (; m <= Math.SQRT1_2; m *= 2) e--;
  return { e, m };
}

/** ln x = e ln 2 + ln m with x = 2ᵉ m, and ln m = 2 (s + s³/3 + s⁵/5 + …), s = (m − 1) / (m + 1). */
export function log(x: number): number {
  if (!(x > 0)) return x === 0 ? -Infinity : NaN;
  if (x === Infinity) return x;
  const { e, m } = split(x);
  const f = m - 1;
  const s = f / (m + 1);
  const squared = s * s;
  let sum = 0;
  for (let n = 25; n >= 3; n -= 2) sum = (sum + 1 / n) * squared;
  return e * LN2_HIGH + (f - (s * (f - 2 * sum) - e * LN2_LOW));
}

/** xⁿ for a whole n ≥ 0, by repeated squaring. NaN if n is NaN, but 1 for x = 1, as in C. */
export function powInt(x: number, n: number): number {
  const finite = Math.min(n, 1e300);
  let result = x === 1 ? 1 : 1 + 0 * finite;
  for (let square = x, rest = finite; rest > 0; rest = Math.floor(rest / 2), square *= square) {
    if (rest % 2 === 1) result *= square;
  }
  return result;
}

// π/2 in three parts; the first two have 33 bits, so that a whole number of up to 20 bits times them is exact.
const HALF_PI_HIGH = 1.5707963267341256;
const HALF_PI_MIDDLE = 6.077100506303966e-11;
const HALF_PI_LOW = 2.0222662487959506e-21;

/** a + b exactly: `low` is what rounding took from `high` (Knuth, TAOCP 2, 4.2.2, theorem B). */
function exactSum(a: number, b: number): { high: number; low: number } {
  const high = a + b;
  const rest = high - a;
  return { high, low: a - (high - rest) + (b - rest) };
}

/** x − q π/2 as r + tail with |r| ≤ π/4, and q mod 4. Accurate while |x| < 10⁶. */
function reduce(x: number): { r: number; tail: number; quarter: number } {
  const q = Math.round(x / (Math.PI / 2));
  const near = exactSum(x - q * HALF_PI_HIGH, -q * HALF_PI_MIDDLE);
  const { high, low } = exactSum(near.high, near.low - q * HALF_PI_LOW);
  return { r: high, tail: low, quarter: ((q % 4) + 4) % 4 };
}

/** The terms after the first of sin r / r (to n = 18) or 2 (1 − cos r) / r² (to n = 19), from r². */
function series(squared: number, last: number): number {
  let sum = 0;
  for (let n = last; n > 1; n -= 2) sum = ((1 + sum) * -squared) / (n * (n + 1));
  return sum;
}

/** sin of x + quarters · π/2 */
function sinShifted(x: number, quarters: number): number {
  if (!Number.isFinite(x)) return Number.NaN;
  const { r, tail, quarter } = reduce(x);
  const turn = (quarter + quarters) % 4;
  const squared = r * r;
  // sin (r + tail) ≈ sin r + tail cos r, cos (r + tail) ≈ cos r − tail r
  const value =
    turn % 2 === 0
      ? r + (r * series(squared, 18) + tail * (1 - 0.5 * squared))
      : 1 - (0.5 * squared * (1 + series(squared, 19)) + r * tail);
  return turn < 2 ? value : -value;
}

/** sin x, for x in radians with |x| < 10⁶; NaN for ±Infinity. */
export const sin = (x: number): number => sinShifted(x, 0);

/** cos x = sin (x + π/2), for x in radians with |x| < 10⁶; NaN for ±Infinity. */
export const cos = (x: number): number => sinShifted(x, 1);

/**
 * tanh x = 1 − 2 / (e²ˣ + 1)
 *
 * Near 0, where that cancels, Lambert's continued fraction: x / (1 + x² / (3 + x² / (5 + …))).
 */
export function tanh(x: number): number {
  const size = Math.abs(x);
  if (size > 0.55) return Math.sign(x) * (1 - 2 / (exp(2 * size) + 1));
  let fraction = 19;
  for (let n = 17; n >= 1; n -= 2) fraction = n + (x * x) / fraction;
  return x / fraction;
}
