/** Errors that rounding explains: a share of the distance travelled, and that of every stored weight. */
export interface Precision {
  readonly floats: "Float64" | "Float32";
  readonly relative: number;
  readonly unit: number;
}

/** The library's rules are held more closely, as tests/golden/README.md says. */
export const libraryPrecision: Precision = { floats: "Float64", relative: 1e-12, unit: 2 ** -54 };

/** Formulas that are equal on paper differ by less in Float64. */
export const float64Precision: Precision = { floats: "Float64", relative: 1e-10, unit: 2 ** -53 };

/** In Float32 alone 1 − β₂ᵗ is off by up to 6e-5 at first. */
export const float32Precision: Precision = { floats: "Float32", relative: 2e-4, unit: 2 ** -24 };

/** The allowed error of a weight after t updates, given the distance travelled and the largest weight so far. */
export type Bound = (t: number, distance: number, largest: number) => number;

/** The rounding of a stored weight after t updates. */
export const roundingOf = ({ unit }: Pick<Precision, "unit">, t: number, largest: number): number =>
  4 * t * unit * largest;

export const boundOf =
  (precision: Precision): Bound =>
  (t, distance, largest) =>
    precision.relative * distance + roundingOf(precision, t, largest);

export interface Agreement {
  /** The largest error beyond the rounding of stored weights, relative to the distance travelled so far. */
  readonly measured: number;
  /** The first step and weight where rounding does not explain the error, or null. */
  readonly departure: { readonly t: number; readonly weight: number } | null;
}

type Paths = readonly ArrayLike<number>[];

/** Compares a path with a reference: [steps + 1][weights], before the first and after every step. */
export function agreement(path: Paths, reference: Paths, precision: Precision): Agreement {
  let [measured, distance, largest] = [0, 0, 0];
  let departure: Agreement["departure"] = null;
  for (let t = 1; t < reference.length; t++) {
    const moves = Array.from(reference[t], (x, i) => x - reference[t - 1][i]);
    distance += Math.hypot(...moves);
    largest = Math.max(largest, ...Array.from(reference[t], Math.abs));
    for (const [weight, expected] of Array.from(reference[t]).entries()) {
      const error = Math.abs(path[t][weight] - expected) - roundingOf(precision, t, largest);
      const share = error <= 0 ? 0 : error / Math.max(distance, Number.MIN_VALUE);
      if (!(share <= precision.relative)) departure ??= { t, weight };
      measured = Number.isNaN(share) ? Number.POSITIVE_INFINITY : Math.max(measured, share);
    }
  }
  return { measured, departure };
}
