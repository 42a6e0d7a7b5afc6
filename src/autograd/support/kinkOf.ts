/** The slopes on both sides of an element where they differ: the derivative does not exist. */
export interface Slopes {
  readonly left: number;
  readonly right: number;
  /** The distance within which the kink lies; 0 if it is at the element itself. */
  readonly within: number;
}

/** Slopes that differ by less are those of a curve. */
const least = 1e-4;

/**
 * Returns the one-sided slopes of `f` at one element of `data` if they show a kink, else null. Without a kink their
 * gap is h times the second derivative, so it shrinks with h.
 */
export function kinkOf(data: Float64Array | Float32Array, i: number, f: () => number, h: number): Slopes | null {
  const [wide, narrow] = [slopesAt(data, i, f, h), slopesAt(data, i, f, h / 8)];
  const scale = Math.max(Math.abs(wide.left), Math.abs(wide.right));
  const [gap, smaller] = [wide, narrow].map(({ left, right }) => Math.abs(right - left));
  if (!(gap > least * scale)) return null;
  if (smaller > gap / 2) return { ...narrow, within: 0 };
  return smaller < gap / 64 ? { ...wide, within: h } : null;
}

function slopesAt(data: Float64Array | Float32Array, i: number, f: () => number, h: number) {
  const value = data[i];
  const here = f();
  data[i] = value + h;
  const right = (f() - here) / h;
  data[i] = value - h;
  const left = (here - f()) / h;
  data[i] = value;
  return { left, right };
}
