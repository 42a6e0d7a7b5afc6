/** @file The paths on the stage: side by side as alone, the same noise for all, turned as the function is. */
import { describe, expect, it } from "vitest";
import { csvOf } from "../../site/lab/csv.ts";
import { type Conditions, descend } from "../../site/lab/descend.ts";
import { elementwiseForms, formName, makeRule } from "../../site/lab/forms.ts";
import { readHash } from "../../site/lab/hash.ts";
import { familyOf, lookOf } from "../../site/lab/look.ts";
import { pictureOf } from "../../site/lab/picture.ts";
import { runOf } from "../../site/lab/run.ts";
import { firstState } from "../../site/lab/state.ts";
import { ratesOf } from "../../site/lab/tuning.ts";
import { turned, turnOf } from "../../site/lab/turned.ts";
import { divergenceText, hasDiverged, safeRate, summary, treatment } from "../../site/lab/words.ts";
import { slopeAt } from "../../src/data/surfaces/slopeAt.ts";
import type { Point, Surface } from "../../src/data/surfaces/surface.ts";
import { surfaces } from "../../src/data/surfaces/surfaces.ts";
import { Optimizer, type Rule } from "../../src/optim/index.ts";

const named = (name: string): Surface => surfaces.find((one) => one.name === name) as Surface;
const quiet: Conditions = { steps: 40, noise: 0, seed: 0 };

/** One rule alone, as a user would write it. */
function alone(surface: Surface, start: Point, rule: Rule, steps: number): number[] {
  const theta = { data: Float64Array.from(start), grad: new Float64Array(2), shape: [2] };
  const optimizer = new Optimizer([theta], rule);
  const path = [...start];
  for (let t = 0; t < steps; t++) {
    theta.grad.set(slopeAt(surface, [theta.data[0], theta.data[1]]).gradient);
    optimizer.step();
    path.push(...theta.data);
  }
  return path;
}

describe("paths side by side", () => {
  it.each(surfaces.map((surface) => [surface.name, surface] as const))(
    "on %s every form has the bits that it has alone",
    (_, surface) => {
      const rules = () => elementwiseForms.map((form) => makeRule(form, { lr: 1e-3 }));
      const paths = descend(surface, surface.start, rules(), { ...quiet, steps: 10 });
      for (const [i, rule] of rules().entries())
        expect([...paths[i].points], formName(elementwiseForms[i])).toEqual(alone(surface, surface.start, rule, 10));
    },
  );

  it("give every rule the same noise at the same step, which the seed decides", () => {
    const bowl = named("quadratic");
    const noisy = { steps: 30, noise: 0.5, seed: 3 };
    const noiseOf = (rule: Rule, conditions: Conditions): number[] => {
      const [{ points, gradients, last }] = descend(bowl, bowl.start, [rule], conditions);
      return [...gradients].map((g, i) => {
        const point: Point = [points[i & ~1], points[i | 1]];
        return i >> 1 > last ? 0 : Number((g - slopeAt(bowl, point).gradient[i & 1]).toFixed(9));
      });
    };
    const [sgd, adam] = ["sgd", "adam"].map((rule) => makeRule({ rule, variant: "" }, { lr: 0.01 }));
    expect(noiseOf(adam, noisy)).toEqual(noiseOf(sgd, noisy));
    expect(noiseOf(adam, { ...noisy, seed: 4 })).not.toEqual(noiseOf(adam, noisy));
    expect(Math.max(...noiseOf(sgd, noisy).map(Math.abs))).toBeGreaterThan(0.5);
  });

  it("clip each gradient to a norm, then add λ θ to it", () => {
    const bowl = named("quadratic");
    const rules = () => [makeRule({ rule: "sgd", variant: "" }, { lr: 0.01 })];
    const [path] = descend(bowl, bowl.start, rules(), { ...quiet, clip: 0.7, decay: 0.1 });
    for (let t = 0; t <= 40; t++) {
      const [x, y] = path.points.subarray(2 * t);
      const [gx, gy] = slopeAt(bowl, [x, y]).gradient;
      const share = Math.min(1, 0.7 / Math.hypot(gx, gy));
      expect(path.gradients[2 * t]).toBeCloseTo(share * gx + 0.1 * x, 12);
      expect(path.gradients[2 * t + 1]).toBeCloseTo(share * gy + 0.1 * y, 12);
    }
    const none = descend(bowl, bowl.start, rules(), { ...quiet, clip: 0, decay: 0 });
    expect(none).toEqual(descend(bowl, bowl.start, rules(), quiet));
  });

  it("are told with what is done to gradients, in the legend, the SVG and the CSV", () => {
    const { state } = readHash("#f=quadratic&o=sgd&noise=0.3&gclip=1&l2=0.01&steps=3");
    const told =
      "Every gradient: noise of deviation 0.3 is added, then the norm is clipped to 1, then 0.01 θ is added (L2 weight decay).";
    expect(treatment(state)).toBe(told);
    expect(treatment(firstState)).toBe("");
    const run = runOf(state);
    expect(pictureOf(run, state).split(told).length - 1).toBe(2);
    for (const row of csvOf(run, state).trim().split("\n").slice(1)) expect(row).toMatch(/,0\.3,1,0\.01$/);
  });

  it("end where a coordinate passes 10⁶ or is not finite; the others continue", () => {
    const rules = [10, 1e-3].map((lr) => makeRule({ rule: "sgd", variant: "" }, { lr }));
    const [wild, tame] = descend(named("Rosenbrock"), [1, 1.5], rules, quiet);
    expect([wild.diverged, tame.diverged || tame.last]).toEqual([true, 40]);
    expect([...wild.points.slice(0, 2 * wild.last + 2)].every((x) => Math.abs(x) <= 1e6)).toBe(true);
  });
});

describe("a turned function", () => {
  const turn = (rule: string, degrees: number): number => {
    const surface = named("Beale");
    const { toFrame } = turnOf(surface, degrees);
    const start: Point = [2, 1];
    const make = () => [makeRule({ rule, variant: "" }, { lr: 1e-3 })];
    const [straight] = descend(surface, start, make(), { ...quiet, steps: 100 });
    const [path] = descend(turned(surface, degrees), toFrame(start), make(), { ...quiet, steps: 100 });
    const gaps = Array.from({ length: 101 }, (_, t) => {
      const [x, y] = toFrame([straight.points[2 * t], straight.points[2 * t + 1]]);
      return Math.hypot(x - path.points[2 * t], y - path.points[2 * t + 1]);
    });
    return Math.max(...gaps);
  };

  it.each(["sgd", "momentum", "nesterov"])("%s turns with it, to 1e-9", (rule) => {
    expect(turn(rule, 30)).toBeLessThan(1e-9);
  });

  it.each(["adam", "adagrad", "rmsprop", "rprop", "lion"])(
    "%s does not: its path differs by more than 1e-3",
    (rule) => {
      expect(turn(rule, 30)).toBeGreaterThan(1e-3);
    },
  );

  it("is the function itself at 0 degrees, and has its minima where it is lowest", () => {
    const surface = named("Himmelblau");
    expect(turned(surface, 0)).toBe(surface);
    for (const minimum of turned(surface, 50).minima)
      expect(slopeAt(turned(surface, 50), minimum).value).toBeLessThan(1e-20);
  });
});

describe("words and rates", () => {
  it("a learning rate that is not set is the best that was tried; one that is set stays", () => {
    const [sgd] = firstState.choices;
    const choices = [sgd, { ...sgd, settings: { lr: 0.5 } }];
    expect(ratesOf(named("Rosenbrock"), choices, "best")).toEqual([3e-3, 0.5]);
    expect(ratesOf(named("quadratic"), choices, "best")).toEqual([0.03, 0.5]);
    expect(ratesOf(named("quadratic"), choices, "default")).toEqual([0.01, 0.5]);
    expect(ratesOf(named("quadratic"), choices, 0.2)).toEqual([0.2, 0.5]);
  });

  it("a diverged rule is told with its step and a rate that stays", () => {
    const { state } = readHash("#f=quadratic&o=sgd(lr=0.2),adam&t=200");
    const run = runOf(state);
    expect(hasDiverged(run.paths[0], 200)).toBe(true);
    expect(divergenceText(run, state, 0)).toBe("diverged at step 13: a coordinate beyond 10⁶; try lr ≤ 0.1");
    expect(safeRate(run, state, 0)).toBe(0.1);
    expect(summary(run, 200)).toMatch(/^At step 200, adam is lowest of 1: f = \S+\. Diverged: sgd\.$/);
    expect(summary(run, 12)).toMatch(/lowest of 2/);
    expect(summary(runOf({ ...state, choices: [] }), 3)).toBe("No rule is on the stage; add one.");
  });

  it("twelve looks of one rule all differ, and the dash tells the family", () => {
    const looks = Array.from({ length: 12 }, (_, i) => lookOf({ rule: "adam", variant: "" }, i));
    expect(new Set(looks.map(({ colour, marker }) => colour + marker)).size).toBe(12);
    const families = ["sgd", "nesterov", "adam", "adamax", "yogi", "lion", "rprop"].map((rule) =>
      familyOf({ rule, variant: "" }),
    );
    expect(families).toEqual(["gradient", "gradient", "adaptive", "adaptive", "adaptive", "sign", "sign"]);
  });
});
