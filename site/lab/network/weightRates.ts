/** @file How far a step moved each weight: per unit of its gradient, and per unit of the learning rate. */
import { quantile } from "../../../src/math/quantile.ts";
import type { Module } from "../../../src/nn/index.ts";
import { norm } from "../../../src/optim/support/norm.ts";
import type { Kept, RuleRecord } from "./netRecord.ts";

/** One parameter of a network as a matrix: a row for each output. */
export interface Layer {
  readonly name: string;
  readonly rows: number;
  readonly columns: number;
  /** The place of its first weight among all. */
  readonly from: number;
}

export function layersOf(model: Module): Layer[] {
  let from = 0;
  return model.namedParameters().map(([name, { shape, size }]) => {
    const rows = shape.length > 1 ? shape[0] : 1;
    const layer = { name, rows, columns: size / rows, from };
    from += size;
    return layer;
  });
}

/** The step that led to a kept place. */
export interface WeightRates {
  readonly t: number;
  /** −Δθᵢ / gᵢ, the effective learning rate as `probe` defines it. NaN where gᵢ is 0. */
  readonly effective: Float64Array;
  /** |Δθᵢ| / η. NaN where η is 0. */
  readonly realised: Float64Array;
}

/** The rates of one layer at step t, or at the last kept place before; null before the first. */
export function weightRates(record: RuleRecord, layer: Layer, t: number): WeightRates | null {
  const kept = record.keptAt(t);
  if (kept === undefined || kept.moves.length === 0) return null;
  const [gradients, moves] = [kept.gradients, kept.moves].map((all) => partOf(all, layer));
  const lr = record.curves.rate[kept.t];
  return {
    t: kept.t,
    effective: Float64Array.from(moves, (move, i) => (gradients[i] === 0 ? Number.NaN : -move / gradients[i])),
    realised: Float64Array.from(moves, (move) => (lr === 0 ? Number.NaN : Math.abs(move) / lr)),
  };
}

const partOf = (all: Float32Array, { from, rows, columns }: Layer): Float32Array =>
  all.subarray(from, from + rows * columns);

/** ‖Δθ‖ / ‖θ‖ of a layer, at a kept place; NaN before the first step. */
export function layerRatio(kept: Kept | undefined, layer: Layer): number {
  if (kept === undefined || kept.moves.length === 0) return Number.NaN;
  const [weights, moves] = [kept.weights, kept.moves].map((all) => partOf(all, layer));
  return norm(moves) / norm(weights.map((w, i) => w - moves[i]));
}

/** The ends of the colours, as powers of ten. They never change, so that pictures compare. */
export const decades = [-5, 1] as const;

/** The strength of a rate's colour, in [0, 1]: by its power of ten between the ends. */
export function strength(rate: number): number {
  const size = Math.abs(rate);
  if (!(size > 0)) return 0;
  const [low, high] = decades;
  const least = 0.06;
  const place = (Math.log10(size) - low) / (high - low);
  return least + (1 - least) * Math.min(Math.max(place, 0), 1);
}

export interface Histogram {
  /** The ends of the bins as powers of ten, one more than bins. */
  readonly edges: readonly number[];
  /** One list of shares for each list of values: of all values of that list. */
  readonly shares: readonly Float64Array[];
  /** For each list: the values below the first bin, above the last, and those that are 0 or undefined. */
  readonly left: readonly { readonly below: number; readonly above: number; readonly none: number }[];
}

const bins = 24;

/** Histograms of the powers of ten of values, over the middle 98 % of all of them. */
export function histogram(lists: readonly ArrayLike<number>[]): Histogram {
  const powers = lists.map((list) =>
    Array.from(list, (x) => Math.log10(Math.abs(x))).filter((power) => Number.isFinite(power)),
  );
  const all = powers.flat();
  const [low, high] = all.length === 0 ? [-1, 0] : [quantile(all, 0.01), quantile(all, 0.99)];
  // Rules such as Lion move every weight by the same amount.
  const [from, to] = high - low < 0.1 ? [low - 0.5, high + 0.5] : [low, high];
  const edges = Array.from({ length: bins + 1 }, (_, k) => from + ((to - from) * k) / bins);
  return {
    edges,
    shares: powers.map((list, i) => {
      const shares = new Float64Array(bins);
      for (const power of list)
        if (power >= from && power <= to)
          shares[Math.min(bins - 1, Math.floor(((power - from) / (to - from)) * bins))] += 1 / lists[i].length;
      return shares;
    }),
    left: powers.map((list, i) => ({
      below: list.filter((power) => power < from).length,
      above: list.filter((power) => power > to).length,
      none: lists[i].length - list.length,
    })),
  };
}
