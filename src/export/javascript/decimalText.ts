/** Returns a number as `0.001`, or as `1e-5` where that is shorter by two characters. */
export function decimalText(value: number): string {
  if (Object.is(value, -0)) return "-0";
  if (!Number.isFinite(value)) return String(value);
  const [plain, exponential] = [String(value), value.toExponential()].map((text) => text.replace("e+", "e"));
  return exponential.length + 1 < plain.length ? exponential : plain;
}
