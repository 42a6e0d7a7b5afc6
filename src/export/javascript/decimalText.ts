/** Returns a number as the shorter of its two forms: `0.001`, `1e-5`. */
export function decimalText(value: number): string {
  if (Object.is(value, -0)) return "-0";
  if (!Number.isFinite(value)) return String(value);
  const [plain, exponential] = [String(value), value.toExponential()];
  return exponential.length < plain.length ? exponential.replace("e+", "e") : plain;
}
