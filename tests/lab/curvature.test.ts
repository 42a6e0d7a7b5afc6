/** @file The curvature along paths, beside the bounds of the rules. */
import { describe, expect, it } from "vitest";
import { plainChoices } from "../../site/lab/choice.ts";
import { curvatureOf, curvatureText } from "../../site/lab/curvature.ts";
import { readHash } from "../../site/lab/hash.ts";
import { runOf } from "../../site/lab/run.ts";
import { boundAt, preconditionerOf } from "../../site/lab/stability.ts";
import { Optimizer, rmsprop } from "../../src/index.ts";

const measured = (hash: string) => {
  const { state } = readHash(hash);
  const run = runOf(state);
  return { run, state, all: state.choices.map((_, i) => curvatureOf(run, state, i)) };
};

describe("the curvature along a path", () => {
  it("is the condition number on a quadratic, turned or not, and 2/η, 3.8/η and 3.8/2.8η are the bounds", () => {
    const rules = "o=sgd(lr=0.14),momentum(lr=0.1,mu=0.9),nesterov(lr=0.05,mu=0.9),lion(lr=0.1)";
    const { all, run } = measured(`#f=quadratic&k=15&rot=33&steps=80&${rules}`);
    for (const { eigenvalues } of all.slice(0, 3)) for (const value of eigenvalues) expect(value).toBeCloseTo(15, 5);
    expect(all.map(({ bound }) => bound && Number(bound.value.toFixed(6)))).toEqual([14.285714, 38, 27.142857, null]);
    expect(all[0].ratios[80]).toBeCloseTo(1.05, 6);
    expect(all[3].ratios.every(Number.isNaN)).toBe(true);
    expect(curvatureText(run.names, all, 80)).toBe(
      "At step 80: sgd 15.00 of 14.29 (2/η), above; momentum 15.00 of 38.00 ((2 + 2μ)/η); " +
        "nesterov 15.00 of 27.14 ((2 + 2μ)/((1 + 2μ) η)).",
    );
  });

  it("ends with the path, and is the Hessian's on Rosenbrock", () => {
    const { all, run } = measured("#o=sgd(lr=1)&steps=40&p0=-1.2,1");
    // ∂²f at (−1.2, 1) = [[1330, 480], [480, 200]]
    const exact = 765 + Math.sqrt(565 ** 2 + 480 ** 2);
    expect(Math.abs(all[0].eigenvalues[0] / exact - 1)).toBeLessThan(1e-6);
    expect([run.paths[0].diverged, all[0].eigenvalues.at(-1)]).toEqual([true, Number.NaN]);
    expect(curvatureText(run.names, all, 40)).toBe("At step 40, no rule has a curvature and a bound to compare.");
  });

  it("is that of P⁻¹H for adam and rmsprop, which settles at its bound", () => {
    const { all } = measured("#f=quadratic&rot=30&steps=300&o=rmsprop(lr=0.3),adam(lr=0.1)");
    expect(all[0].eigenvalues[0]).toBeNaN();
    expect(all[0].ratios[300]).toBeCloseTo(1, 1);
    expect(all[1].bound?.value).toBeCloseTo(380, 6);
  });

  it("grows by λ under weight decay", () => {
    const { all } = measured("#f=quadratic&k=15&o=sgd(lr=0.1)&l2=2&steps=5");
    expect(all[0].eigenvalues[0]).toBeCloseTo(17, 5);
  });

  it("has no bound for variants, wrong rules, a rate of 0 and other rules", () => {
    const [sgd, adam] = plainChoices(["sgd", "adam"]);
    expect(boundAt(sgd, 0)).toBeNull();
    expect(boundAt({ ...adam, variant: "mlx" }, 0.1)).toBeNull();
    expect(boundAt({ ...adam, bug: "adam.multiplied" }, 0.1)).toBeNull();
  });

  it("takes P from the optimizer's state", () => {
    const [choice] = plainChoices(["rmsprop"]);
    const theta = { data: Float64Array.of(1, 2), grad: Float64Array.of(3, 0), shape: [2] };
    const optimizer = new Optimizer([theta], rmsprop({ lr: 0.1 }));
    expect(preconditionerOf(choice, 0.1, optimizer)).toBeNull();
    optimizer.step();
    const { rho, eps, epsRoot } = rmsprop({}).hyper as Record<string, number>;
    const first = Math.sqrt((1 - rho) * 9 + epsRoot) + eps;
    const P = preconditionerOf(choice, 0.1, optimizer);
    expect(P?.[0]).toBe(first);
    expect(preconditionerOf(plainChoices(["sgd"])[0], 0.1, optimizer)).toBeUndefined();
    const flat = { ...choice, settings: { eps: 0, epsRoot: 0 } };
    expect(preconditionerOf(flat, 0.1, optimizer)).toBeNull();
  });
});
