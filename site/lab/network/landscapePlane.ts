/** @file The planes of weights on which the page draws the training loss, and the frames of their pictures. */

import { Random } from "../../../src/autograd/random.ts";
import type { Point } from "../../../src/data/surfaces/surface.ts";
import { modelOf } from "./netModel.ts";
import type { RuleRecord } from "./netRecord.ts";
import type { NetRun } from "./netRun.ts";
import { type Plane, planeThrough, principalPlane, project, randomPlane } from "./plane.ts";

const margin = 0.15;

/** The planes by their names in the page. */
export const planeNames = ["principal components", "random directions", "start, end, end"] as const;
export type PlaneName = (typeof planeNames)[number];

export interface LandscapePlane {
  readonly plane: Plane;
  /** The frame in the plane, a square. */
  readonly domain: readonly [a: Point, b: Point];
  /** A sentence about the plane, with the share that it holds. */
  readonly words: string;
}

/** Returns the plane of a run with its frame. Where the run has no such plane: a sentence that tells why. */
export function landscapePlane(run: NetRun, kind: PlaneName): LandscapePlane | string {
  const kept = run.records.flatMap(finiteWeights);
  if (kept.length === 0) return "The landscape needs a rule that trains; add one.";
  if (kind === "random directions") return randomOf(run, kept);
  if (kind === "start, end, end") return endsOf(run, kept);
  const plane = principalPlane(kept);
  return {
    plane,
    domain: frameOf(plane, kept),
    words: `its axes hold ${share(plane)} of the variance of all weights.`,
  };
}

function randomOf(run: NetRun, kept: readonly Float32Array[]): LandscapePlane {
  const best = bestRule(run);
  const shapes = modelOf(run.state)
    .parameters()
    .map(({ shape }) => shape);
  const centre = Float64Array.from(finiteWeights(run.records[best]).at(-1) ?? kept[0]);
  const plane = randomPlane(centre, shapes, kept, new Random(run.state.seed));
  return {
    plane,
    domain: [
      [-1, 1],
      [-1, 1],
    ],
    words: `through the last weights of ${run.names[best]}, in two random directions as long as its filters. It holds ${share(plane)} of the trainings' way.`,
  };
}

/** Through the initial weights and the last ones of the first two rules that did not diverge. */
function endsOf({ records, names }: NetRun, kept: readonly Float32Array[]): LandscapePlane | string {
  const two = records.flatMap((record, i) => {
    const last = record.end?.why === "diverged" ? undefined : finiteWeights(record).at(-1);
    return last === undefined ? [] : [{ name: names[i], start: record.kept[0].weights, last }];
  });
  if (two.length < 2) return "This plane needs two rules that train and do not diverge; add one.";
  const [one, other] = two;
  const plane = planeThrough(one.start, one.last, other.last, kept);
  const points = `the start and the last weights of ${one.name} and ${other.name}`;
  if (plane === null) return `On one line lie ${points}; train further, or choose rules that differ.`;
  return {
    plane,
    domain: frameOf(plane, kept),
    words: `through ${points}. It holds ${share(plane)} of the trainings' way.`,
  };
}

const share = ({ explained }: Plane): string => `${(100 * explained).toFixed(1)} %`;

export const areFinite = (weights: Float32Array): boolean => weights.every(Number.isFinite);

const finiteWeights = ({ kept }: RuleRecord): Float32Array[] => kept.map(({ weights }) => weights).filter(areFinite);

/** The rank of the rule with the lowest test loss at the end, among those with finite weights. */
function bestRule({ records }: NetRun): number {
  const loss = (record: RuleRecord): number =>
    finiteWeights(record).length > 0 ? record.curves.testLoss[record.done] : Infinity;
  return records.reduce((best, record, i) => (loss(record) < loss(records[best]) ? i : best), 0);
}

/** A square around the projections of weights, with a margin. */
function frameOf(plane: Plane, kept: readonly Float32Array[]): LandscapePlane["domain"] {
  const places = kept.map((one) => project(plane, one));
  const [a, b] = [0, 1].map((axis) => extremesOf(places.map((place) => place[axis])));
  const half = Math.max(a[1] - a[0], b[1] - b[0], 1e-6) * (0.5 + margin);
  return [around(a, half), around(b, half)];
}

const extremesOf = (values: readonly number[]): Point => [
  values.reduce((a, b) => Math.min(a, b), Infinity),
  values.reduce((a, b) => Math.max(a, b), -Infinity),
];

const around = ([low, high]: Point, half: number): Point => [(low + high) / 2 - half, (low + high) / 2 + half];
