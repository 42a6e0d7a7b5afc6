import { fromJson } from "../optim/state/fromJson.ts";
import type { OptimizerState } from "../optim/state/optimizerState.ts";
import { toJson } from "../optim/state/toJson.ts";
import { cosine } from "../schedules/cosine.ts";
import { fromDescription } from "../schedules/fromDescription.ts";
import { linearWarmup } from "../schedules/linearWarmup.ts";
import type { Settings, Subject } from "./subject.ts";
import * as assert from "./support/assert.ts";
import { type Claim, claim, type Optim } from "./support/claim.ts";
import { holds } from "./support/holds.ts";
import { upTo } from "./support/numbers.ts";

type Kind = Float32ArrayConstructor | Float64ArrayConstructor;
type Floats = Float32Array | Float64Array;

interface Param {
  name: string;
  data: Floats;
  grad: Floats | null;
  shape: number[];
}

/** A matrix and, unless the rule is for matrices only, a vector that has no gradient at every third update. */
function model(subject: Subject, Kind: Kind): Param[] {
  const param = (name: string, shape: number[], size: number): Param => ({
    name,
    data: Kind.from(upTo(size).map((i) => Math.sin(5 * i))),
    grad: null,
    shape,
  });
  return subject.matrix ? [param("weight", [2, 3], 6)] : [param("weight", [2, 3], 6), param("bias", [4], 4)];
}

function train(optimizer: InstanceType<Optim["Optimizer"]>, params: readonly Param[], from: number, to: number): void {
  for (let t = from; t <= to; t++) {
    optimizer.step(() => {
      for (const [j, param] of params.entries())
        param.grad = j === 1 && t % 3 === 0 ? null : param.data.map((x, i) => x + Math.sin(3 * t + i + j));
      return params.flatMap(({ data }) => [...data]).reduce((sum, x) => sum + 0.5 * x * x, 0);
    });
  }
}

/** The trained weights, and those that `eval()` puts in. */
function outcome(optimizer: InstanceType<Optim["Optimizer"]>, params: readonly Param[]): Floats[] {
  const theta = params.map(({ data }) => data.slice());
  optimizer.eval();
  const average = params.map(({ data }) => data.slice());
  optimizer.train();
  return [...theta, ...average];
}

const updates = 8;

function assertResumes(optim: Optim, subject: Subject, Kind: Kind, extra: Settings): void {
  const make = (settings = extra) => subject.make(optim, settings);
  const whole = model(subject, Kind);
  const unbroken = new optim.Optimizer(whole, make());
  train(unbroken, whole, 1, updates);
  const expected = outcome(unbroken, whole);
  for (let cut = 0; cut < updates; cut++) {
    const first = model(subject, Kind);
    const before = new optim.Optimizer(first, make());
    train(before, first, 1, cut);
    const state = before.stateDict();
    const text = toJson(state);
    const weights = first.map(({ data }) => data.slice());
    train(before, first, cut + 1, updates);
    holds(toJson(state) === text, "further training leaves the saved state unchanged");
    const second = model(subject, Kind);
    for (const [i, { data }] of second.entries()) data.set(weights[i]);
    const after = new optim.Optimizer(second, make({ ...extra, lr: 0.77 })); // the saved rate comes back
    const saved = fromJson(text) as OptimizerState;
    after.loadStateDict(saved, { fromDescription });
    train(after, second, cut + 1, updates);
    holds(toJson(saved) === text, "further training leaves the loaded state unchanged");
    assert.deepEqual(outcome(after, second), expected, `weights when stopped after update ${cut}`);
  }
}

/** Claims that training stopped after any update, saved as JSON and resumed in a new model gives the same bits. */
export const resuming = (subject: Subject): Claim[] =>
  ([Float64Array, Float32Array] as const).map((Kind) =>
    claim(`${subject.name}: stopped after any update and resumed, it gives the same bits as ${Kind.name}`, (optim) => {
      assertResumes(optim, subject, Kind, { lr: 0.05 });
      if (subject.constant) return;
      assertResumes(optim, subject, Kind, { lr: linearWarmup(5, 0.1) });
      assertResumes(optim, subject, Kind, { lr: cosine(0.1, 6) });
    }),
  );
