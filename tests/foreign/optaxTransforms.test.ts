/**
 * @file The figures of optax's tests of its transformations (github.com/google-deepmind/optax, commit
 * 2edbcbe2390da13983b92cbef94ac0460ecde1c5). Each test names its file.
 */
import { describe, expect, it } from "vitest";
import * as optim from "../../src/optim/index.ts";
import {
  averageGrad,
  clipGradNorm,
  clipGradValue,
  ema,
  lookahead,
  scheduleFreeSgd,
  sgd,
} from "../../src/optim/index.ts";
import { driveRule } from "../../src/testing/driveRule.ts";

const parameter = (...grad: number[]) => ({
  data: new Float64Array(grad.length),
  grad: Float64Array.from(grad),
  shape: [grad.length],
});

describe("lookahead (_src/lookahead_test.py)", () => {
  const slow = (lr: number, k: number, alpha: number, steps: number) =>
    driveRule(optim, lookahead(sgd({ lr }), { k, alpha }), { start: [3, -3], gradient: () => [2, -2], steps }).theta;

  it("two periods of 3 steps of 1, pulled back by a third: 3, 2, 1, 2, 1, 0, 1", () => {
    const path = slow(0.5, 3, 1 / 3, 6);
    for (const [t, x] of [3, 2, 1, 2, 1, 0, 1].entries()) {
      expect(path[t][0]).toBeCloseTo(x, 12);
      expect(path[t][1]).toBeCloseTo(-x, 12);
    }
  });

  it.each([
    [1, 0.5, 1],
    [1, 1, -1],
    [2, 1, -1],
  ])("two steps of 2 from 3 with k = %d and α = %d reach %d", (k, alpha, x) => {
    expect(slow(1, k, alpha, 2)[2]).toEqual([x, -x]);
  });

  it("α = 0 would keep 3 for ever: optax allows it, downhill does not", () => {
    expect(() => slow(1, 1, 0, 2)).toThrow("lookahead: alpha must be in (0, 1], got 0");
  });
});

describe("averages and accumulation (transforms/_accumulation_test.py)", () => {
  const averages = () =>
    driveRule(optim, ema(sgd({ lr: 1 }), { decay: 0.9 }), {
      start: [0],
      gradient: ([x], t) => [x - [5, 7][t - 1]],
      steps: 2,
    }).average.map(([x]) => x);

  it("the corrected average of 5 and 7 at decay 0.9 is 5, then (0.7 + 0.45) / 0.19", () => {
    expect(averages()[1]).toBeCloseTo(5, 12);
    expect(averages()[2]).toBeCloseTo((0.1 * 7 + 0.9 * 0.1 * 5) / 0.19, 12);
  });

  it("gradients 1, 2, 3 and 4 count as their mean 2.5", () => {
    const one = parameter(1 + 2 + 3 + 4);
    averageGrad([one], 4);
    expect([...one.grad]).toEqual([2.5]);
  });
});

describe("clipping (transforms/_clipping_test.py)", () => {
  const given = () => [parameter(500, 5), parameter(300, 3)];

  it("a limit of 1e6 changes nothing, and a limit of 1 makes every element 1", () => {
    const [wide, narrow] = [given(), given()];
    clipGradValue(wide, 1e6);
    clipGradValue(narrow, 1);
    expect(wide.map(({ grad }) => [...grad])).toEqual([
      [500, 5],
      [300, 3],
    ]);
    expect(narrow.map(({ grad }) => [...grad])).toEqual([
      [1, 1],
      [1, 1],
    ]);
  });

  it("the norm of all is 1 / i after clipping to it, for i from 1 to 50, again and again", () => {
    const params = given();
    for (let i = 1; i <= 50; i++) {
      clipGradNorm(params, 1 / i);
      const fresh = given();
      clipGradNorm(fresh, 1 / i);
      expect(Math.hypot(...params.flatMap(({ grad }) => [...grad]))).toBeCloseTo(1 / i, 12);
      for (const [j, { grad }] of params.entries()) {
        for (const [l, g] of grad.entries()) expect(g).toBeCloseTo(fresh[j].grad[l], 12);
      }
    }
  });
});

it("schedule-free with η = 0 stays at its start (contrib/_schedule_free_test.py)", () => {
  const { theta, average } = driveRule(optim, scheduleFreeSgd({ lr: 0 }), {
    start: [1, 2],
    gradient: (x) => x.map((xi) => 2 * xi),
    steps: 5,
  });
  for (const [t, weights] of average.entries())
    expect([weights, theta[t]]).toEqual([
      [1, 2],
      [1, 2],
    ]);
});
