/** @file The training loss on the plane of the trainings' weights. */
import { noGrad } from "../../../src/autograd/noGrad.ts";
import { Tensor } from "../../../src/autograd/tensor.ts";
import { short } from "../../../src/cli/terminal/numbers.ts";
import { subset } from "../../../src/data/subset.ts";
import type { Point } from "../../../src/data/surfaces/surface.ts";
import { loadWeights, modelOf } from "./netModel.ts";
import { losses } from "./netOptions.ts";
import type { NetRun } from "./netRun.ts";
import { distanceFrom, type Plane, pointOn, principalPlane, project } from "./plane.ts";

/** The points a side of the grids, from coarse to fine. */
const sides: readonly number[] = [6, 11, 21, 41];
/** The training examples of which the loss is the mean. */
const examples = 200;
const margin = 0.15;

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

  /** `run` must have trained: at least one set of finite weights is kept. */
  constructor(readonly run: NetRun) {
    const kept = run.records.flatMap((record) => record.kept.map(({ weights }) => weights).filter(areFinite));
    this.trained = run.done;
    this.plane = principalPlane(kept);
    const places = kept.map((weights) => project(this.plane, weights));
    const [a, b] = [0, 1].map((axis) => endsOf(places.map((place) => place[axis])));
    const half = Math.max(a[1] - a[0], b[1] - b[0], 1e-6) * (0.5 + margin);
    this.domain = [around(a, half), around(b, half)];
    const model = modelOf(run.state);
    const count = Math.min(examples, run.train.labels.length);
    const batch = subset(
      run.train,
      Int32Array.from({ length: count }, (_, i) => i),
    );
    this.lossOf = (weights) => {
      loadWeights(model, Float32Array.from(weights));
      return noGrad(() => losses[run.state.loss](model.forward(new Tensor(batch.inputs)), batch).item());
    };
  }

  /** Evaluates points until the next grid is complete, or while `mayGoOn`. Returns false when the finest one is. */
  draw(mayGoOn: () => boolean): boolean {
    const side = sides[this.level];
    if (side === undefined) return false;
    const at = ([low, high]: Point, i: number): number => low + ((high - low) * i) / (side - 1);
    while (this.next.length < side * side) {
      const i = this.next.length;
      const [a, b] = [at(this.domain[0], i % side), at(this.domain[1], Math.floor(i / side))];
      this.next.push(this.lossOf(pointOn(this.plane, a, b)));
      if (!mayGoOn()) return true;
    }
    [this.values, this.next, this.level] = [this.next, [], this.level + 1];
    return this.level < sides.length;
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
    return [`A slice, not the landscape: its axes hold ${share} % of the variance of all weights.`, ...rules];
  }
}

const areFinite = (weights: Float32Array): boolean => weights.every(Number.isFinite);

const endsOf = (values: readonly number[]): Point => [
  values.reduce((a, b) => Math.min(a, b), Infinity),
  values.reduce((a, b) => Math.max(a, b), -Infinity),
];

const around = ([low, high]: Point, half: number): Point => [(low + high) / 2 - half, (low + high) / 2 + half];
