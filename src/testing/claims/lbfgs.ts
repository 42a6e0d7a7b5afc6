/** @file L-BFGS: its line search and its speed on quadratics and Rosenbrock's valley. */

import type { Rule } from "../../optim/rule.ts";
import type { Run } from "../driveRule.ts";
import { subject } from "../subject.ts";
import * as assert from "../support/assert.ts";
import { assertClose } from "../support/assertClose.ts";
import { bowl } from "../support/bowl.ts";
import { claim } from "../support/claim.ts";
import { closureClaims } from "../support/closureClaims.ts";
import { holds } from "../support/holds.ts";
import { last, norm, upTo } from "../support/numbers.ts";
import { trajectory } from "../support/trajectory.ts";

const { abs } = Math;

const rosenbrock = {
  start: [-1.2, 1],
  loss: ([x, y]: readonly number[]) => (1 - x) ** 2 + 100 * (y - x * x) ** 2,
  gradient: ([x, y]: readonly number[]) => [-2 * (1 - x) - 400 * x * (y - x * x), 200 * (y - x * x)],
};

/** A run that counts its evaluations. */
function counted(problem: typeof rosenbrock, steps: number): Run & { evaluations: number } {
  const run = {
    ...problem,
    steps,
    evaluations: 0,
    gradient: (theta: readonly number[]) => {
      run.evaluations++;
      return problem.gradient(theta);
    },
  };
  return run;
}

export const lbfgs = subject("lbfgs", {
  lr: { quadratic: 1, rosenbrock: 1, spiral: 1 },
  claims: [
    claim("L-BFGS leaves the gradient of the point it chose, not of the last it tried", (optim) => {
      const param = { data: Float64Array.of(1), grad: null as Float64Array | null, shape: [1] };
      const optimizer = new optim.Optimizer([param], optim.lbfgs({ evaluations: 1 }));
      optimizer.step(() => {
        const [x] = param.data;
        param.grad = Float64Array.of(x < 0.5 ? Number.NaN : 2 * x);
        return x < 0.5 ? Number.NaN : x * x;
      });
      assert.deepEqual([param.data[0], param.grad?.[0]], [1, 2]);
    }),

    claim("L-BFGS first tries a step of length lr, or less where the gradient is shorter, then α = lr", (optim) => {
      for (const [start, first] of [
        [8, 8 - 0.5],
        [0.25, 0.25 - 0.5 * 0.25],
      ]) {
        const seen: number[] = [];
        const gradient = ([x]: readonly number[]) => {
          seen.push(x);
          return [x];
        };
        trajectory(optim, optim.lbfgs({ lr: 0.5 }), { start: [start], loss: ([x]) => 0.5 * x * x, gradient, steps: 2 });
        assertClose(seen.slice(0, 2), [start, first], { relative: 1e-12 });
        const again = seen.lastIndexOf(seen.find((x, i) => seen.indexOf(x) < i) as number);
        assertClose(seen[again + 1], 0.5 * seen[again], { relative: 1e-12 }, "the second search");
      }
    }),

    claim("L-BFGS searches no line at a minimum, and forgets its pairs when a search found nothing lower", (optim) => {
      const run = counted(rosenbrock, 3);
      trajectory(optim, optim.lbfgs(), { ...run, start: [1, 1], gradient: run.gradient });
      assert.equal(run.evaluations, 3);
      const param = { data: Float64Array.of(-1.2, 1), grad: null as Float64Array | null, shape: [2] };
      const optimizer = new optim.Optimizer([param], optim.lbfgs());
      const pairs = (steps: number): number | undefined => {
        for (const _ of upTo(steps)) {
          optimizer.step(() => {
            param.grad = Float64Array.from(rosenbrock.gradient([...param.data]));
            return rosenbrock.loss([...param.data]);
          });
        }
        return optimizer.parameterStates()[0].state?.pairs[0];
      };
      assert.equal(pairs(3), 3);
      Object.assign(optimizer.groups[0].hyper, { evaluations: 1, lr: 1e9 });
      assert.equal(pairs(1), 0);
    }),

    claim("L-BFGS refuses groups that differ, since all parameters are one vector", (optim) => {
      const param = () => ({ data: new Float64Array([1]), grad: null as Float64Array | null, shape: [1] });
      const [a, b] = [param(), param()];
      const optimizer = new optim.Optimizer([{ params: [a] }, { params: [b], hyper: { lr: 0.5 } }], optim.lbfgs());
      const closure = () => {
        for (const p of [a, b]) p.grad = p.data.slice();
        return 1;
      };
      assert.throws(() => optimizer.step(closure), /lr must be the same in all groups, got 1 and 0.5/);
    }),

    claim("L-BFGS solves a quadratic of condition 100 to 1e-8 within 25 steps", (optim) => {
      const end = last(trajectory(optim, optim.lbfgs(), { ...bowl, steps: 25 }));
      assertClose(end, [0, 1, 2, 3, 4], { absolute: 1e-8 });
    }),

    claim("L-BFGS solves Rosenbrock's valley within 60 steps and 100 evaluations", (optim) => {
      const run = counted(rosenbrock, 60);
      assertClose(last(trajectory(optim, optim.lbfgs(), run)), [1, 1], { absolute: 1e-6 });
      holds(run.evaluations <= 160, `${run.evaluations} evaluations`);
    }),

    claim("every step of L-BFGS satisfies the strong Wolfe conditions", (optim) => {
      const path = trajectory(optim, optim.lbfgs(), { ...rosenbrock, steps: 25 });
      for (let t = 1; t < path.length; t++) {
        const move = path[t].map((x, i) => x - path[t - 1][i]);
        if (norm(move) < 1e-9) break;
        const slope = (at: readonly number[]) => rosenbrock.gradient(at).reduce((sum, g, i) => sum + g * move[i], 0);
        const [before, after] = [slope(path[t - 1]), slope(path[t])];
        holds(before < 0, `step ${t} goes down`);
        const fall = rosenbrock.loss(path[t]) - rosenbrock.loss(path[t - 1]);
        holds(fall <= 1e-4 * before + 1e-12, `step ${t}: enough decrease`);
        holds(abs(after) <= 0.9 * abs(before) + 1e-12, `step ${t}: the slope has flattened`);
      }
    }),

    claim(
      "L-BFGS with a careful search needs about one step per dimension; steepest descent is still far away",
      (optim) => {
        const distance = (rule: Rule): number =>
          norm(last(trajectory(optim, rule, { ...bowl, steps: 9 })).map((x, i) => x - i));
        const [near, far] = [distance(optim.lbfgs({ c2: 0.01 })), distance(optim.sgd({ lr: 2 / 101 }))];
        holds(near < 1e-4 * far, `${near} against ${far}`);
      },
    ),

    claim("L-BFGS has the published defaults", (optim) => {
      assert.deepEqual(optim.lbfgs().hyper, { lr: 1, history: 10, c1: 1e-4, c2: 0.9, evaluations: 25 });
    }),

    ...closureClaims("L-BFGS", (optim) => optim.lbfgs()),
  ],
});
