/** @file Numbers as text. */

/** Four significant digits, short: 0.1873, 1.20e-4. */
export function short(x: number): string {
  if (!Number.isFinite(x)) return `${x}`;
  if (x === 0) return "0";
  return Math.abs(x) >= 1e-3 && Math.abs(x) < 1e4 ? x.toPrecision(4) : x.toExponential(2);
}

/** As few digits as tell it: 0.001, 3e-4, 0.1. */
export function terse(x: number): string {
  const [plain, exponential] = [`${Number(x.toPrecision(6))}`, Number(x.toPrecision(6)).toExponential()];
  return exponential.length < plain.length ? exponential : plain;
}

/** 75 s → 01:15; 3700 s → 1:01:40. */
export function clock(seconds: number): string {
  if (!Number.isFinite(seconds)) return "--:--";
  const whole = Math.round(seconds);
  const two = (n: number): string => `${n}`.padStart(2, "0");
  const minutes = `${two(Math.floor(whole / 60) % 60)}:${two(whole % 60)}`;
  return whole >= 3600 ? `${Math.floor(whole / 3600)}:${minutes}` : minutes;
}

export const mean = (values: readonly number[]): number =>
  values.reduce((sum, value) => sum + value, 0) / values.length;
