import { describe, expect, it } from "vitest";
import * as optim from "../../src/optim/index.ts";
import { table } from "../../src/testing/table.ts";
import { lossAfter, quadratic, rosenbrock, spiralLossAfter } from "./convergence.ts";

describe("every rule, with the table's one setting,", () => {
  it.each(table)("$name: brings a bowl's loss from 97 below 0.001 in 300 updates", (row) => {
    expect(lossAfter(optim, row, quadratic, row.lr.quadratic)).toBeLessThan(1e-3);
  });

  it.each(table)("$name: brings Rosenbrock's valley from 24 below 0.05 in 3000 updates", (row) => {
    expect(lossAfter(optim, row, rosenbrock, row.lr.rosenbrock)).toBeLessThan(0.05);
  });

  it.each(table)("$name: tells two arms of a spiral apart with a cross-entropy below 0.1 after 300 updates", (row) => {
    expect(spiralLossAfter(optim, row, row.lr.spiral)).toBeLessThan(0.1);
  });

  it("a step too small does not get there, nor does the wrong way", () => {
    const sgd = table.find(({ name }) => name === "sgd");
    if (sgd === undefined) throw new Error("the table has no sgd");
    expect(lossAfter(optim, sgd, quadratic, 0.001)).toBeGreaterThan(1e-3);
    expect(lossAfter(optim, { ...sgd, make: (o, s) => o.maximize(sgd.make(o, s)) }, quadratic, 0.1)).toBeGreaterThan(
      97,
    );
    expect(spiralLossAfter(optim, sgd, 0.001)).toBeGreaterThan(0.6);
  });
});
