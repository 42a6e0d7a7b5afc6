/** @file Reads the golden trajectories of tests/golden and runs the same cases with this project's rules. */

import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import type { Floats } from "../../src/array/floats.ts";
import type { Shape } from "../../src/array/shape.ts";
import * as source from "../../src/optim/index.ts";
import type { Rule } from "../../src/optim/rule.ts";
import { type Check, claim, type Optim } from "../../src/testing/check.ts";

export interface Made {
  rule: string;
  /** A list is a schedule: one value per update. */
  hyper: Record<string, number | number[]>;
  options: Record<string, string | boolean>;
  inner?: Made;
}

export interface Case extends Made {
  case: string;
  shape: Shape;
  theta0: number[];
  gradients: number[][];
  /** Decimal strings: after every step, for every element. */
  theta: string[][];
  average?: string[][];
}

export interface Path {
  theta: number[][];
  average: number[][] | null;
}

const read = (name: string) => JSON.parse(readFileSync(new URL(`../golden/${name}`, import.meta.url), "utf8"));

export const trajectories: Case[] = read("trajectories.json");
export const torch: { version: string; cases: (Case & { torch: string })[] } = read("torch.json");

export type Settings = Record<string, number | string | boolean | ((t: number) => number)>;

/** The rule of a case. */
export function construct({ rule, hyper, options, inner }: Made, optim: Optim = source): Rule {
  const settings: Settings = { ...options };
  for (const [name, value] of Object.entries(hyper))
    settings[name] = typeof value === "number" ? value : (t) => value[t - 1];
  // The oracle's wrapper has no access to the rule inside; ours takes its lr.
  if (rule === "decoupledDecay") delete settings.lr;
  return inner === undefined ? optim.rules[rule](settings) : optim.wrappers[rule](construct(inner, optim), settings);
}

/** The case's weights, and averages where its rule keeps some, after every step. */
export function run(
  made: Case,
  Kind: Float32ArrayConstructor | Float64ArrayConstructor = Float64Array,
  optim: Optim = source,
): Path {
  const rule = construct(made, optim);
  const param = { data: new Kind(made.theta0), grad: null as Floats | null, shape: made.shape };
  const optimizer = new optim.Optimizer([param], rule);
  const path: Path = { theta: [], average: rule.average === undefined ? null : [] };
  for (const gradient of made.gradients) {
    param.grad = new Kind(gradient);
    optimizer.step();
    path.theta.push([...param.data]);
    optimizer.eval();
    path.average?.push([...param.data]);
    optimizer.train();
  }
  return path;
}

/** What a case is called in a test's title. */
export function title({ case: kind, rule, options, inner, shape }: Case): string {
  const forms = Object.entries(options).map(([name, value]) => `${name} ${value}`);
  return [[rule, ...(inner ? [`of ${inner.rule}`] : []), ...forms].join(", "), kind, `[${shape}]`].join(" | ");
}

/** For every step, the distance travelled so far, Σ ‖θₛ − θₛ₋₁‖, and the largest weight met so far. */
export function travelled(from: number[], path: number[][]): { distance: number; largest: number }[] {
  let [distance, largest, last] = [0, 0, from];
  return path.map((theta) => {
    distance += Math.hypot(...theta.map((value, i) => value - last[i]));
    largest = Math.max(largest, ...theta.map(Math.abs));
    last = theta;
    return { distance, largest };
  });
}

/** How far a weight may be after t updates, given the distance travelled and the largest weight met. */
export type Bound = (t: number, distance: number, largest: number) => number;

/** tests/golden/README.md, "Tolerance": a part of the distance, and two roundings of every stored weight. */
export const float64: Bound = (t, distance, largest) => 1e-12 * distance + 2 * t * 2 ** -53 * largest;

/** Throws at the first number of the path that is further from the case's than `bound` allows. */
export function assertPath(made: Case, path: Path, bound: Bound): void {
  for (const kind of ["theta", "average"] as const) {
    const golden = made[kind]?.map((step) => step.map(Number));
    assert.equal(path[kind] === null, golden === undefined, `${kind} is kept`);
    if (golden === undefined) continue;
    const reached = travelled(made.theta0, golden);
    for (const [step, values] of golden.entries()) {
      const { distance, largest } = reached[step];
      const allowed = bound(step + 1, distance, largest);
      const strays = values.map((value, i) => Math.abs((path[kind] as number[][])[step][i] - value));
      const worst = strays.findIndex((stray) => !(stray <= allowed));
      if (worst >= 0)
        assert.fail(`${kind} ${worst} at step ${step + 1} is off by ${strays[worst]}; ${allowed} allowed: ${values}`);
    }
  }
}

const pathChecks = trajectories.map((made) =>
  claim(title(made), (optim) => assertPath(made, run(made, Float64Array, optim), float64)),
);

/** The case "defaults" spells out the hyperparameters; the first random case has the first, default value of every form. */
export const defaultChecks: readonly Check[] = trajectories
  .filter((made) => made.case === "defaults")
  .map(({ rule, hyper }) =>
    claim(`${rule}: hyperparameters and forms left out are the published ones`, (optim) => {
      const made = optim.rules[rule]();
      const forms = trajectories.find((other) => other.rule === rule && other.case === "random 1")?.options;
      const own = Object.keys(made.choices).map((name) => [name, made.options[name]]);
      assert.deepEqual(Object.fromEntries(own), forms);
      for (const [name, value] of Object.entries(made.hyper)) {
        if (rule === "ranger" && !(name in hyper)) continue; // of its parts: threshold, outputAxis
        assert.equal(value, name === "baseLr" ? hyper.lr : hyper[name], name);
      }
    }),
  );

/** What the trajectories hold, as checks of any optimizers. */
export const goldenChecks: readonly Check[] = [...pathChecks, ...defaultChecks];
