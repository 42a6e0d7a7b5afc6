/** @file The training loss on a plane of weights, and the paths of the rules on it. */

import { describe, expect, it } from "vitest";
import { readHash } from "../../site/lab/hash.ts";
import { landscapePlane, type PlaneName } from "../../site/lab/network/landscapePlane.ts";
import { NetLandscape } from "../../site/lab/network/netLandscape.ts";
import { loadWeights, modelOf } from "../../site/lab/network/netModel.ts";
import { NetRun } from "../../site/lab/network/netRun.ts";
import { distanceFrom, pointOn, project } from "../../site/lab/network/plane.ts";
import { subset } from "../../src/data/subset.ts";
import { crossEntropy, Tensor } from "../../src/index.ts";

/** The landscape of a run, which must have the plane. */
function landscapeOf(run: NetRun, kind: PlaneName = "principal components"): NetLandscape {
  const plane = landscapePlane(run, kind);
  if (typeof plane === "string") throw new Error(plane);
  return new NetLandscape(run, plane);
}

const trained = (hash: string, steps: number): NetRun => {
  const run = new NetRun(readHash(hash).state.net);
  run.advance(steps);
  return run;
};

describe("the landscape of trainings", () => {
  const run = trained("#m=network&h=4&d=moons&nsteps=40&r=sgd(lr=0.5),adam(lr=0.05),sgd(lr=1e39)", 40);
  const landscape = landscapeOf(run);

  it("is drawn from coarse to fine, in parts as at once", () => {
    const sides: number[] = [landscape.side];
    while (landscape.draw(() => true)) sides.push(Math.sqrt(landscape.values.length));
    expect([...sides, landscape.side]).toEqual([0, 6, 11, 26, 51]);
    expect(landscape.values).toHaveLength(51 * 51);
    expect(landscape.draw(() => true)).toBe(false);
    const parts = landscapeOf(run);
    let evaluated = 0;
    const count = (): boolean => {
      evaluated++;
      return false;
    };
    while (parts.draw(count));
    // Each point of a coarse grid is one of the finest.
    expect(evaluated).toBe(51 * 51);
    expect(parts.values).toEqual(landscape.values);
  });

  it("holds every path in its frame, and its values are losses of the network", () => {
    const [a, b] = landscape.domain;
    expect(a[1] - a[0]).toBeCloseTo(b[1] - b[0], 9);
    for (const i of [0, 1])
      for (const [x, y] of landscape.path(i, 40)) expect(x > a[0] && x < a[1] && y > b[0] && y < b[1]).toBe(true);
    expect(landscape.path(0, 3).length).toBe(4);
    const model = modelOf(run.state);
    loadWeights(model, Float32Array.from(pointOn(landscape.plane, a[0], b[1])));
    const batch = subset(
      run.train,
      Int32Array.from({ length: 200 }, (_, i) => i),
    );
    const loss = crossEntropy(model.forward(new Tensor(batch.inputs)), batch.labels).item();
    expect(landscape.values[51 * 50]).toBeCloseTo(loss, 6);
  });

  it("tells its share, and the loss of each rule beside that on the plane", () => {
    const [first, sgd, adam, ...others] = landscape.words(40);
    expect(first).toMatch(/^A slice, not the landscape: its axes hold \d+\.\d % of the variance of all weights\.$/);
    for (const words of [sgd, adam])
      expect(words).toMatch(/^(sgd|adam): loss \S+, on the plane \S+, \S+ away from it\.$/);
    expect(others.length).toBeLessThanOrEqual(1);
  });

  it("has random directions through the last weights of the best rule too", () => {
    const random = landscapeOf(run, "random directions");
    while (random.draw(() => true));
    const best = [0, 1].sort((a, b) => run.records[a].curves.testLoss[40] - run.records[b].curves.testLoss[40])[0];
    expect(random.values[25 * 51 + 25]).toBeCloseTo(Number(random.words(40)[best + 1].match(/loss ([\d.]+),/)?.[1]), 3);
    expect(
      random
        .path(best, 40)
        .at(-1)
        ?.every((x) => Math.abs(x) < 1e-6),
    ).toBe(true);
    expect(random.words(40)[0]).toMatch(
      new RegExp(
        `through the last weights of ${run.names[best]}, in two random directions .* It holds \\d+\\.\\d % of`,
      ),
    );
  });

  it("has the plane through the start and the ends of the first two rules that did not diverge", () => {
    const ends = landscapeOf(run, "start, end, end");
    const first = (i: number) => run.records[i].kept[0].weights;
    expect(distanceFrom(ends.plane, first(0))).toBeLessThan(1e-9);
    for (const [i, name] of [
      [0, "sgd"],
      [1, "adam"],
    ] as const) {
      const last = run.records[i].kept.at(-1)?.weights ?? [];
      expect(distanceFrom(ends.plane, last)).toBeLessThan(1e-9);
      const again = pointOn(ends.plane, ...project(ends.plane, last));
      expect(Math.max(...Array.from(last, (x, j) => Math.abs(x - again[j])))).toBeLessThan(1e-9);
      const words = ends.words(40)[i + 1].match(/^(\w+): loss (\S+), on the plane (\S+), /) ?? [];
      expect(words[1]).toBe(name);
      expect(Number(words[2])).toBeCloseTo(Number(words[3]), 3);
    }
    expect(ends.path(0, 0)).toEqual([[0, 0]]);
    expect(ends.words(40)[0]).toMatch(
      /^A slice, not the landscape: through the start and the last weights of sgd and adam\. It holds \d+\.\d % of/,
    );
    ends.draw(() => true);
    expect(ends.values.every(Number.isFinite)).toBe(true);
  });

  it("says in words when the plane does not exist", () => {
    const why = (hash: string, steps = 20) =>
      landscapePlane(trained(`#m=network&h=4&d=moons&nsteps=20&r=${hash}`, steps), "start, end, end");
    const two = "This plane needs two rules that train and do not diverge; add one.";
    expect(why("adam")).toBe(two);
    expect(why("adam,sgd(lr=1e39)")).toBe(two);
    const line = (one: string, other: string) =>
      `On one line lie the start and the last weights of ${one} and ${other}; train further, or choose rules that differ.`;
    expect(why("sgd,sgd")).toBe(line("sgd", "sgd #2"));
    expect(why("sgd,adam", 0)).toBe(line("sgd", "adam"));
    const none = new NetRun(readHash("#m=network&h=4&r=sgd").state.net);
    expect(landscapePlane(none, "principal components")).toBe("The landscape needs a rule that trains; add one.");
  });

  it("of digits has fewer points and examples", () => {
    const one = landscapeOf(trained("#m=network&d=digits&act=relu&b=4&nsteps=2&r=adam", 2));
    one.draw(() => true);
    expect(one.values).toHaveLength(36);
    expect(one.values.every(Number.isFinite)).toBe(true);
  });
});
