import { expect, describe as group, it } from "vitest";
import { Optimizer } from "../../src/optim/optimizer.ts";
import { momentum } from "../../src/optim/rules/momentum.ts";
import { sgd } from "../../src/optim/rules/sgd.ts";
import {
  cosine,
  describe,
  fromDescription,
  linearWarmup,
  newBob,
  oneCycleMomentum,
  parseSchedule,
  preview,
  stepDecay,
  warmup,
} from "../../src/schedules/index.ts";
import { examples } from "./examples.ts";

/** One number whose gradient is always 1, so that gradient descent moves it by minus the learning rate. */
const parameter = () => ({ data: new Float64Array(1), grad: new Float64Array([1]), shape: [1] });

/** How far each of `n` steps moved the parameter down. */
function moves(optimizer: Optimizer, param: ReturnType<typeof parameter>, n: number): number[] {
  return Array.from({ length: n }, () => {
    param.data[0] = 0;
    optimizer.step();
    return 0 - param.data[0];
  });
}

group("an optimizer with a schedule", () => {
  it("uses its value for t = 1 at the first step: a warmup's first update moves", () => {
    const param = parameter();
    const optimizer = new Optimizer([param], sgd({ lr: linearWarmup(4, 2) }));
    expect(moves(optimizer, param, 6)).toEqual([0.5, 1, 1.5, 2, 2, 2]);
  });

  it("may have a separate one for every group and hyperparameter", () => {
    const [first, second] = [parameter(), parameter()];
    const mu = oneCycleMomentum(0.8, 0.9, 20);
    const groups = [
      { params: [first], hyper: { lr: stepDecay(8, 2, 0.5) } },
      { params: [second], hyper: { lr: 1, mu } },
    ];
    const optimizer = new Optimizer(groups, momentum({ mu: 0 }));
    expect(moves(optimizer, first, 5)).toEqual([8, 8, 4, 4, 2]);
    let [velocity, distance] = [0, 0];
    for (const value of preview(mu, 5)) {
      velocity = value * velocity + 1;
      distance += velocity;
    }
    expect(-second.data[0]).toBeCloseTo(distance, 12);
  });

  it("may follow a metric through a reducer's state", () => {
    const param = parameter();
    const reduce = newBob({ from: 8 });
    let state = reduce.initial;
    const optimizer = new Optimizer([param], sgd({ lr: () => state.value }));
    const moved = [1, 0.9, 0.95, 0.9].map((loss) => {
      state = reduce(state, loss);
      return moves(optimizer, param, 1)[0];
    });
    expect(moved).toEqual([8, 8, 4, 2]);
  });

  it.each(examples)("%s resumes at any step with the same values", (text) => {
    const schedule = parseSchedule(text);
    const whole = preview(schedule, 40);
    const saved = JSON.stringify(describe(schedule));
    for (let stop = 0; stop < 40; stop++) {
      const param = parameter();
      const optimizer = new Optimizer([param], sgd({ lr: fromDescription(JSON.parse(saved)) }));
      optimizer.stepCount = stop;
      expect(moves(optimizer, param, 40 - stop)).toEqual(whole.slice(stop));
    }
  });

  it("throws at the step whose schedule value is out of range", () => {
    const optimizer = new Optimizer([parameter()], sgd({ lr: warmup(2, cosine(-1, 3)) }));
    expect(() => optimizer.step()).toThrow("sgd: lr must be a finite number >= 0, got -0.5");
  });
});
