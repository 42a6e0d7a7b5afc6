import { describe, expect, it } from "vitest";
import * as optim from "../../src/optim/index.ts";
import * as claims from "../../src/testing/claims/index.ts";
import { lossAfter, quadratic, rosenbrock, spiralLossAfter } from "./convergence.ts";

const subjects = Object.values(claims);

describe("every rule, with one setting for all problems,", () => {
  it.each(subjects)("$name: lowers a bowl's loss from 97 to below 0.001 in 300 updates", (subject) => {
    expect(lossAfter(optim, subject, quadratic, subject.lr.quadratic)).toBeLessThan(1e-3);
  });

  it.each(subjects)("$name: lowers Rosenbrock's function from 24 to below 0.05 in 3000 updates", (subject) => {
    expect(lossAfter(optim, subject, rosenbrock, subject.lr.rosenbrock)).toBeLessThan(0.05);
  });

  it.each(subjects)(
    "$name: separates two arms of a spiral with a cross-entropy below 0.1 after 300 updates",
    (subject) => {
      expect(spiralLossAfter(optim, subject, subject.lr.spiral)).toBeLessThan(0.1);
    },
  );

  it("a step that is too small, or uphill, does not converge", () => {
    const { sgd } = claims;
    expect(lossAfter(optim, sgd, quadratic, 0.001)).toBeGreaterThan(1e-3);
    expect(lossAfter(optim, { ...sgd, make: (o, s) => o.maximize(sgd.make(o, s)) }, quadratic, 0.1)).toBeGreaterThan(
      97,
    );
    expect(spiralLossAfter(optim, sgd, 0.001)).toBeGreaterThan(0.6);
  });
});
