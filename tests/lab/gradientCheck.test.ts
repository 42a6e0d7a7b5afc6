/** @file The check of gradients in the page: the library's sweep in words. */
import { describe, expect, it } from "vitest";
import { gradientCheck, stepCheck, surfaceCheck, verdictOf } from "../../site/lab/gradientCheck.ts";
import { readHash } from "../../site/lab/hash.ts";
import { netCheck } from "../../site/lab/network/netCheck.ts";
import { NetRun } from "../../site/lab/network/netRun.ts";
import { runOf } from "../../site/lab/run.ts";
import { surfaces } from "../../src/data/surfaces/surfaces.ts";
import { mul, record, relu, tensor } from "../../src/index.ts";
import { sweep } from "../../src/testing/sweep.ts";

const at = (hash: string) => {
  const { state } = readHash(hash);
  return { state, run: runOf(state) };
};

describe("the check of a function's gradient", () => {
  it("is a V: round-off below the best h, curvature above", () => {
    const { run, state } = at("#o=adam(lr=0.1)&t=30");
    const { points, best, words } = surfaceCheck(run, state);
    expect(points.map(({ step }) => step)).toEqual(Array.from({ length: 12 }, (_, i) => Number(`1e-${i + 1}`)));
    const middle = points.indexOf(best);
    expect(middle > 2 && middle < 9).toBe(true);
    for (const [i, { error }] of points.entries()) if (i < middle) expect(error).toBeGreaterThan(points[i + 1].error);
    expect(points[11].error).toBeGreaterThan(1000 * best.error);
    expect(words[0]).toMatch(/^The gradient is right: 2 derivatives, relative error at most \S+, at [xy]\.$/);
    expect(words[1]).toMatch(/^Best h: 1e-\d\. .*at h = 1e-12 round-off has \S+\.$/);
    expect(words.at(-1)).toMatch(/^adam by differences: after 20 steps from the start at most \S+ away/);
  });

  it("is right on every function, at its start and near a minimum", () => {
    for (const { name } of surfaces)
      for (const rest of ["&o=rprop(lr=0.01)", "&o="]) {
        const { run, state } = at(`#f=${name.toLowerCase().replaceAll(" ", "-")}${rest}`);
        expect(surfaceCheck(run, state).words[0], `${name}${rest}`).toMatch(/^The gradient is right/);
      }
  });

  it("says what a wrong derivative and a kink are", () => {
    const input = () => [tensor([2], { dtype: "float64", requiresGrad: true })];
    const wrong = sweep((x) => record("wrong", mul(x, x).detach(), [x, (dy) => dy]), input());
    expect(gradientCheck(wrong, ["x"]).words[0]).toBe(
      "The gradient is wrong: 1 derivatives, relative error at most 0.7500, at x.",
    );
    const kinked = sweep((x) => relu(mul(x, 3)), [tensor([1e-13], { dtype: "float64", requiresGrad: true })]);
    expect(gradientCheck(kinked, ["x"]).words.at(-1)).toBe(
      "A kink at x: its slopes on both sides differ, so no derivative exists.",
    );
    expect([1e-7, 1e-4, 1e-2, 0.1].map((error) => verdictOf(error, 1))).toEqual([
      "The gradient is right",
      "The gradient is right if the function has kinks, and wrong otherwise",
      "The gradient is probably wrong",
      "The gradient is wrong",
    ]);
    expect(verdictOf(1, 1e-10)).toBe("The gradient is right");
  });

  it("follows rules by differences for 20 steps, or until the path ends", () => {
    const { run, state } = at("#f=himmelblau&o=sgd(lr=0.01),adam(lr=0.1),sgd(lr=1)");
    for (const i of [0, 1]) {
      const { deviation, steps } = stepCheck(run, state, i);
      expect(steps).toBe(20);
      expect(deviation).toBeGreaterThan(0);
      expect(deviation).toBeLessThan(1e-7);
    }
    expect(stepCheck(run, state, 2).steps).toBe(run.paths[2].last);
  });
});

describe("the check of a network's gradient", () => {
  it("is right at the weights of a step, and names the parameter", () => {
    const run = new NetRun(readHash("#m=network&h=4,3&nsteps=10&r=adam").state.net);
    run.advance(10);
    const { words, points } = netCheck(run, 10);
    expect(words[0]).toMatch(/^The gradient is right: \d+ derivatives, .*, at \d\.(weight|bias)\[\d+\]\.$/);
    expect(points.length).toBe(5);
    expect(netCheck(run, 0).words).not.toEqual(words);
  });
});
