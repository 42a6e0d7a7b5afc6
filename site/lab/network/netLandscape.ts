/** @file The training loss on the plane of the trainings' weights. */

import { noGrad } from "../../../src/autograd/noGrad.ts";
import { Random } from "../../../src/autograd/random.ts";
import { Tensor } from "../../../src/autograd/tensor.ts";
import { short } from "../../../src/cli/terminal/numbers.ts";
import { subset } from "../../../src/data/subset.ts";
import type { Point } from "../../../src/data/surfaces/surface.ts";
import type { Module } from "../../../src/nn/index.ts";
import { loadWeights, modelOf } from "./netModel.ts";
import { losses } from "./netOptions.ts";
import type { RuleRecord } from "./netRecord.ts";
import type { NetRun } from "./netRun.ts";
import { distanceFrom, type Plane, pointOn, principalPlane, project, randomPlane } from "./plane.ts";

/** The points a side of the grids, from coarse to fine, and the training examples of which the loss is the mean. */
const pointsOf = { sides: [6, 11, 21, 41], examples: 200 };
/** Images take 20 times as long as points. */
const digitsOf = { sides: [6, 11, 21], examples: 64 };
const margin = 0.15;

/** The planes by their names in the page. */
export const planeNames = ["principal components", "random directions"] as const;
export type PlaneName = (typeof planeNames)[number];

export class NetLandscape {
  readonly plane: Plane;
  /** The frame in the plane, a square. */
  readonly domain: readonly [a: Point, b: Point];
  /** The losses of the finest grid that is complete: rows from low to high b, columns from low to high a. */
  values: readonly number[] = [];
  /** Steps that the run had made: the plane holds the weights up to there. */
  readonly trained: number;
  private level = 0;
  private next: number[] = [];
  private readonly lossOf: (weights: ArrayLike<number>) => number;

  private readonly sides: readonly number[];
  /** The rule at whose weights a random plane has its centre. */
  private readonly centre: string;

  /** `run` must have trained: at least one set of finite weights is kept. */
  constructor(
    readonly run: NetRun,
    readonly kind: PlaneName = "principal components",
  ) {
    const kept = run.records.flatMap((record) => record.kept.map(({ weights }) => weights).filter(areFinite));
    this.trained = run.done;
    const model = modelOf(run.state);
    const best = bestRule(run);
    this.centre = run.names[best];
    this.plane = kind === "random directions" ? randomAround(run, best, model, kept) : principalPlane(kept);
    this.domain =
      kind === "random directions"
        ? [
            [-1, 1],
            [-1, 1],
          ]
        : frameOf(kept.map((one) => project(this.plane, one)));
    const { sides, examples } = run.state.data === "digits" ? digitsOf : pointsOf;
    this.sides = sides;
    const batch = subset(
      run.train,
      Int32Array.from({ length: Math.min(examples, run.train.labels.length) }, (_, i) => i),
    );
    this.lossOf = (weights) => {
      loadWeights(model, Float32Array.from(weights));
      return noGrad(() => losses[run.state.loss](model.forward(new Tensor(batch.inputs)), batch).item());
    };
  }

  /** Evaluates points until the next grid is complete, or while `mayGoOn`. Returns false when the finest one is. */
  draw(mayGoOn: () => boolean): boolean {
    const side = this.sides[this.level];
    if (side === undefined) return false;
    const at = ([low, high]: Point, i: number): number => low + ((high - low) * i) / (side - 1);
    while (this.next.length < side * side) {
      const i = this.next.length;
      const [a, b] = [at(this.domain[0], i % side), at(this.domain[1], Math.floor(i / side))];
      this.next.push(this.lossOf(pointOn(this.plane, a, b)));
      if (!mayGoOn()) return true;
    }
    [this.values, this.next, this.level] = [this.next, [], this.level + 1];
    return this.level < this.sides.length;
  }

  /** The kept weights of rule i up to step t, in the plane. */
  path(i: number, t: number): [a: number, b: number][] {
    const { kept } = this.run.records[i];
    return kept.flatMap((one) => (one.t <= t && areFinite(one.weights) ? [project(this.plane, one.weights)] : []));
  }

  /** The share of the variance, and for every rule its loss, that on the plane, and its distance from it. */
  words(t: number): string[] {
    const rules = this.run.records.flatMap((record, i) => {
      const weights = record.keptAt(t)?.weights;
      if (weights === undefined || !areFinite(weights)) return [];
      const near = pointOn(this.plane, ...project(this.plane, weights));
      const [exact, onPlane, away] = [this.lossOf(weights), this.lossOf(near), distanceFrom(this.plane, weights)];
      return [
        `${this.run.names[i]}: loss ${short(exact)}, on the plane ${short(onPlane)}, ${short(away)} away from it.`,
      ];
    });
    const share = (100 * this.plane.explained).toFixed(1);
    const slice = "A slice, not the landscape";
    const first =
      this.kind === "random directions"
        ? `${slice}: through the last weights of ${this.centre}, in two random directions as long as its filters. It holds ${share} % of the trainings' way.`
        : `${slice}: its axes hold ${share} % of the variance of all weights.`;
    return [first, ...rules];
  }
}

/** The rank of the rule with the lowest test loss at the end, among those with finite weights. */
function bestRule({ records }: NetRun): number {
  const loss = ({ curves, done, kept }: RuleRecord): number =>
    kept.some(({ weights }) => areFinite(weights)) ? curves.testLoss[done] : Infinity;
  return records.reduce((best, record, i) => (loss(record) < loss(records[best]) ? i : best), 0);
}

function randomAround({ records, state }: NetRun, best: number, model: Module, kept: readonly Float32Array[]): Plane {
  const centre =
    records[best].kept
      .map(({ weights }) => weights)
      .filter(areFinite)
      .at(-1) ?? kept[0];
  const shapes = model.parameters().map(({ shape }) => shape);
  return randomPlane(Float64Array.from(centre), shapes, kept, new Random(state.seed));
}

/** A square around places, with a margin. */
function frameOf(places: readonly Point[]): readonly [a: Point, b: Point] {
  const [a, b] = [0, 1].map((axis) => endsOf(places.map((place) => place[axis])));
  const half = Math.max(a[1] - a[0], b[1] - b[0], 1e-6) * (0.5 + margin);
  return [around(a, half), around(b, half)];
}

const areFinite = (weights: Float32Array): boolean => weights.every(Number.isFinite);

const endsOf = (values: readonly number[]): Point => [
  values.reduce((a, b) => Math.min(a, b), Infinity),
  values.reduce((a, b) => Math.max(a, b), -Infinity),
];

const around = ([low, high]: Point, half: number): Point => [(low + high) / 2 - half, (low + high) / 2 + half];
