/** @file The training loss on the plane of the trainings' weights. */

import { noGrad } from "../../../src/autograd/noGrad.ts";
import { Tensor } from "../../../src/autograd/tensor.ts";
import { short } from "../../../src/cli/terminal/numbers.ts";
import { subset } from "../../../src/data/subset.ts";
import type { Point } from "../../../src/data/surfaces/surface.ts";
import { areFinite, type LandscapePlane } from "./landscapePlane.ts";
import { loadWeights, modelOf } from "./netModel.ts";
import { losses } from "./netOptions.ts";
import type { NetRun } from "./netRun.ts";
import { distanceFrom, type Plane, pointOn, project } from "./plane.ts";

/**
 * The points a side of the grids, from coarse to fine. The loss is the mean over this number of training examples.
 * Points of a coarse grid are points of the finest one, so that none is evaluated twice.
 */
const pointsOf = { sides: [6, 11, 26, 51], examples: 200 };
/** Images take 20 times as long as points. */
const digitsOf = { sides: [6, 11, 21], examples: 64 };

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
  /** The losses on the finest grid; NaN is also the mark of points to come. */
  private readonly known: Float64Array;
  private readonly lossOf: (weights: ArrayLike<number>) => number;
  private readonly sides: readonly number[];
  private readonly planeWords: string;

  constructor(
    readonly run: NetRun,
    { plane, domain, words }: LandscapePlane,
  ) {
    [this.plane, this.domain, this.planeWords, this.trained] = [plane, domain, words, run.done];
    const { sides, examples } = run.state.data === "digits" ? digitsOf : pointsOf;
    this.sides = sides;
    this.known = new Float64Array(this.finest ** 2).fill(Number.NaN);
    const batch = subset(
      run.train,
      Int32Array.from({ length: Math.min(examples, run.train.labels.length) }, (_, i) => i),
    );
    const model = modelOf(run.state);
    this.lossOf = (weights) => {
      loadWeights(model, Float32Array.from(weights));
      return noGrad(() => losses[run.state.loss](model.forward(new Tensor(batch.inputs)), batch).item());
    };
  }

  /**
   * Evaluates points until the next grid is complete, or while `mayGoOn` returns true after each. Returns false once
   * the finest grid is complete.
   */
  draw(mayGoOn: () => boolean): boolean {
    const side = this.sides[this.level];
    if (side === undefined) return false;
    while (this.next.length < side * side) {
      const place = this.placeOf(this.next.length, side);
      const isNew = Number.isNaN(this.known[place]);
      if (isNew) this.known[place] = this.lossAt(place);
      this.next.push(this.known[place]);
      if (isNew && !mayGoOn()) return true;
    }
    [this.values, this.next, this.level] = [this.next, [], this.level + 1];
    return this.level < this.sides.length;
  }

  private get finest(): number {
    return this.sides[this.sides.length - 1];
  }

  /** The rank on the finest grid of point i of a grid. */
  private placeOf(i: number, side: number): number {
    const stride = (this.finest - 1) / (side - 1);
    return (Math.floor(i / side) * this.finest + (i % side)) * stride;
  }

  /** The loss at a point of the finest grid. */
  private lossAt(place: number): number {
    const at = ([low, high]: Point, i: number): number => low + ((high - low) * i) / (this.finest - 1);
    const [column, row] = [place % this.finest, Math.floor(place / this.finest)];
    return this.lossOf(pointOn(this.plane, at(this.domain[0], column), at(this.domain[1], row)));
  }

  /** The kept weights of rule i up to step t, in the plane. */
  path(i: number, t: number): [a: number, b: number][] {
    const { kept } = this.run.records[i];
    return kept.flatMap((one) => (one.t <= t && areFinite(one.weights) ? [project(this.plane, one.weights)] : []));
  }

  /** The plane, and for every rule its loss, the loss at its projection, and its distance from the plane. */
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
    return [`A slice, not the landscape: ${this.planeWords}`, ...rules];
  }

  /** The points a side of the grid that is drawn; 0 before the first one is complete. */
  get side(): number {
    return this.level === 0 ? 0 : this.sides[this.level - 1];
  }
}
