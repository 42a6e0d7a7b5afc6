/**
 * A number as the unevaluated sum of two floats, good to about 106 bits: Dekker, "A floating-point technique for
 * extending the available precision", Numerische Mathematik 1971. Only + − × are used, all correctly rounded.
 */
export interface DoubleDouble {
  readonly high: number;
  readonly low: number;
}

/** a + b exactly: `low` is what rounding took from `high` (Knuth, TAOCP 2, 4.2.2, theorem B). */
export function exactSum(a: number, b: number): DoubleDouble {
  const high = a + b;
  const rest = high - a;
  return { high, low: a - (high - rest) + (b - rest) };
}

/** a × b exactly, from halves of 26 bits whose products need no rounding. Overflows for factors beyond 2⁹⁹⁶. */
export function exactProduct(a: number, b: number): DoubleDouble {
  const high = a * b;
  const aTop = top(a);
  const bTop = top(b);
  const aRest = a - aTop;
  const bRest = b - bTop;
  return { high, low: aRest * bRest - (high - aTop * bTop - aRest * bTop - aTop * bRest) };
}

/** The upper 26 bits of a. */
function top(a: number): number {
  const shifted = a * 134217729; // 2²⁷ + 1
  return shifted - (shifted - a);
}

/** a + b, to about 104 bits where nothing cancels. */
export function add(a: DoubleDouble, b: DoubleDouble): DoubleDouble {
  const sum = exactSum(a.high, b.high);
  return exactSum(sum.high, sum.low + (a.low + b.low));
}

/** a × b, to about 102 bits. */
export function multiply(a: DoubleDouble, b: DoubleDouble): DoubleDouble {
  const product = exactProduct(a.high, b.high);
  return exactSum(product.high, product.low + (a.high * b.low + a.low * b.high));
}

/** a ÷ b, to about 100 bits: one quotient and one correction by its remainder. */
export function divide(a: DoubleDouble, b: DoubleDouble): DoubleDouble {
  const quotient = a.high / b.high;
  const taken = multiply({ high: quotient, low: 0 }, b);
  const remainder = a.high - taken.high - taken.low + a.low;
  return exactSum(quotient, remainder / b.high);
}
