/** @file The rounding of recorded numbers: floating point of some size, or decimals of a printed table. */

/** How numbers were rounded: to relative units, and to a fixed quantum. Both are largest errors. */
export interface Rounding {
  readonly relative: number;
  readonly absolute: number;
}

export interface Precision {
  /** `Float32`, or `12 decimals`. */
  readonly name: string;
  readonly theta: Rounding;
  readonly gradient: Rounding;
  /** The unit roundoff of the arithmetic that made the weights. */
  readonly unit: number;
}

const floats = [
  { name: "bfloat16", bits: 8 },
  { name: "Float16", bits: 11 },
  { name: "Float32", bits: 24 },
] as const;

const float64: Rounding = { relative: 2 ** -53, absolute: 0 };
const exact: Rounding = { relative: 0, absolute: 0 };

const scratch = new DataView(new ArrayBuffer(8));

/** The number of significant bits of a double. */
function bitsOf(x: number): number {
  if (x === 0) return 0;
  scratch.setFloat64(0, x);
  const [high, low] = [scratch.getUint32(0) & 0xfffff, scratch.getUint32(4)];
  if (low !== 0) return 53 - trailingZeros(low);
  return high !== 0 ? 21 - trailingZeros(high) : 1;
}

const trailingZeros = (x: number): number => 31 - Math.clz32(x & -x);

/** The digits after the point of the shortest decimal text. */
function decimalsOf(x: number): number {
  const [mantissa, exponent = "0"] = String(Math.abs(x)).split("e");
  return Math.max(0, (mantissa.split(".")[1] ?? "").length - Number(exponent));
}

const digitsOf = (x: number): number =>
  String(Math.abs(x))
    .split("e")[0]
    .replace(".", "")
    .replace(/^0+|(?<=^\d+)0+$/g, "").length;

const most = (values: readonly number[], measure: (x: number) => number): { most: number; share: number } => {
  const sizes = values.filter((value) => value !== 0).map(measure);
  const largest = sizes.reduce((a, b) => Math.max(a, b), 0);
  return { most: largest, share: sizes.filter((size) => size === largest).length / Math.max(16, sizes.length) };
};

/**
 * The name and rounding of numbers, from the fewest bits or digits that hold all of them. Few rounded numbers end in
 * zeros: one in two has all its bits, nine in ten all their digits. Numbers that are short by chance are exact.
 */
function roundingOf(values: readonly number[]): { name: string; rounding: Rounding } {
  const bits = most(values, bitsOf);
  const fits = floats.find((one) => bits.most <= one.bits && (one.bits === 24 || bits.share > 0.25));
  if (fits) return { name: fits.name, rounding: { relative: 2 ** -fits.bits, absolute: 0 } };
  const digits = most(values, digitsOf);
  const decimals = most(values, decimalsOf);
  // A Float32 printed as short as possible has at most 9 digits.
  if (digits.most >= 8 && digits.most <= 9) return { name: "Float32", rounding: { relative: 2 ** -24, absolute: 0 } };
  // Long tables need fewer full numbers: only rounding ends this share of them at one place.
  if (decimals.most <= 13 && decimals.share > (decimals.most >= 9 ? 0.2 : 0.6))
    return { name: `${decimals.most} decimals`, rounding: { relative: 0, absolute: 0.5 * 10 ** -decimals.most } };
  if (digits.most <= 13 && digits.share > 0.6)
    return { name: `${digits.most} digits`, rounding: { relative: 0.5 * 10 ** (1 - digits.most), absolute: 0 } };
  return { name: "Float64", rounding: float64 };
}

/** Reads the precision of a recording from its numbers. */
export function precisionOf(theta: readonly Float64Array[], gradients: readonly Float64Array[]): Precision {
  const sample = (rows: readonly Float64Array[]): number[] => {
    const all = rows.flatMap((row) => Array.from(row.subarray(0, 2000)));
    return all.length <= 20_000 ? all : all.filter((_, i) => i % Math.ceil(all.length / 20_000) === 0);
  };
  // Initial weights may be round numbers.
  const weights = roundingOf(sample(theta.slice(1)));
  const slopes = roundingOf(sample(gradients));
  const isFloat = (name: string): boolean => /loat/.test(name);
  const { relative, absolute } = weights.rounding;
  const isCoarse = !isFloat(weights.name) && Math.max(relative, absolute) > 2 ** -30;
  const unit = isFloat(weights.name) ? relative : isCoarse ? 2 ** -24 : 2 ** -53;
  // Floating-point gradients are those that the program saw. Printed ones are rounded.
  const gradient = isFloat(slopes.name) ? exact : slopes.rounding;
  return { name: weights.name, theta: weights.rounding, gradient, unit };
}
