/** @file What can be measured of any rule: its oracle path, its invariances, its kernel, its trace, what it reduces to. */

import { Random } from "../../autograd/random.ts";
import { slopeAt } from "../../data/surfaces/slopeAt.ts";
import type { Surface } from "../../data/surfaces/surface.ts";
import { surfaces } from "../../data/surfaces/surfaces.ts";
import { hasRuleKernel, useFast, useReference } from "../../kernels/index.ts";
import * as optim from "../../optim/index.ts";
import { Optimizer, type Rule, type RuleFactory, rules } from "../../optim/index.ts";
import { traceUpdate } from "../../optim/trace.ts";
import { tracedRules } from "../../optim/traces.generated.ts";
import * as claims from "../../testing/claims/index.ts";
import { invariances } from "../../testing/invariances.ts";
import type { Subject } from "../../testing/subject.ts";
import type { Optim } from "../../testing/support/claim.ts";
import { watch } from "../../testing/support/watch.ts";
import { innermost } from "../experiment/ruleExpression.ts";

/** A claim with the number measured for it. `passed` is null where the number only describes the rule. */
export interface Measured {
  claim: string;
  /** Null where there is only a yes or no. */
  value: number | null;
  passed: boolean | null;
}

interface Path {
  theta: number[][];
  /** Σ ‖Δθ‖ */
  distance: number;
}

type Kind = Float32ArrayConstructor | Float64ArrayConstructor;

const steps = 20;
const random = new Random(11);
const start = Array.from({ length: 12 }, () => random.normal());
const noise = Array.from({ length: steps }, () => start.map(() => random.normal()));

/** A loss and its gradient, which may differ from step to step. */
type Landscape = (theta: readonly number[], step: number) => { loss: number; gradient: number[] };

/** A bowl that noise tilts, the same in every run: ½ Σ c x² + Σ n x. */
const bowl: Landscape = (theta, step) => {
  const curvatures = theta.map((_, i) => 0.5 + i / 8);
  return {
    loss: theta.reduce((sum, x, i) => sum + 0.5 * curvatures[i] * x * x + noise[step][i] * x, 0),
    gradient: theta.map((x, i) => curvatures[i] * x + noise[step][i]),
  };
};

/** Drives a rule down a landscape; `resumeAt` stops there and goes on from its saved state. */
export function drive(
  make: () => Rule,
  from: readonly number[],
  landscape: Landscape,
  { Kind = Float64Array as Kind, resumeAt = -1, count = steps } = {},
): Path {
  const param = {
    data: Kind.from(from),
    grad: null as Float32Array | Float64Array | null,
    shape: [4, from.length / 4],
  };
  let optimizer = new Optimizer([param], make());
  const path: Path = { theta: [], distance: 0 };
  for (let step = 0; step < count; step++) {
    if (step === resumeAt) {
      const saved = optimizer.stateDict();
      optimizer = new Optimizer([param], make());
      optimizer.loadStateDict(saved);
    }
    const before = [...param.data];
    optimizer.step(() => {
      const { loss, gradient } = landscape([...param.data], step);
      param.grad = Kind.from(gradient);
      return loss;
    });
    path.theta.push([...param.data]);
    path.distance += Math.hypot(...before.map((x, i) => param.data[i] - x));
  }
  return path;
}

/** The largest difference between two paths, element by element. */
export const apart = (a: Path, b: Path): number =>
  a.theta.reduce((worst, theta, t) => Math.max(worst, ...theta.map((x, i) => Math.abs(x - b.theta[t][i]))), 0);

/** Everything measured of the rule of this name; `rule` may be a copy of it that is to be judged instead. */
export function measureRule(name: string, rule: RuleFactory = rules[name]): Measured[] {
  const make = (): Rule => rule();
  const plain = drive(make, start, bowl);
  const exact = (claim: string, other: Path): Measured => {
    const value = apart(plain, other);
    return { claim, value, passed: value === 0 };
  };
  return [
    exact(
      "resumed from its saved state after 7 steps, the path is the same",
      drive(make, start, bowl, { resumeAt: 7 }),
    ),
    exact("mirrored weights and gradients give the mirrored path", mirrored(make)),
    ...traced(name, make, plain),
    ...(hasRuleKernel(innermost(name)) ? [kernel(rule)] : []),
    finiteDifferences(rule),
    ...scaled(rule, plain),
    ...constantGradient(rule),
    ...proofs(name, rule),
  ];
}

function mirrored(make: () => Rule): Path {
  const minus = (x: readonly number[]): number[] => x.map((value) => -value);
  const path = drive(make, minus(start), (theta, step) => {
    const { loss, gradient } = bowl(minus(theta), step);
    return { loss, gradient: minus(gradient) };
  });
  return { ...path, theta: path.theta.map((theta) => theta.map((x) => -x)) };
}

/** The statements that `explain` shows, carried out one by one. */
function traced(name: string, make: () => Rule, plain: Path): Measured[] {
  const trace = tracedRules[name];
  const rule = make();
  if (trace === undefined || rule.prepare || rule.beforeStep) return [];
  const [theta, shape] = [Float64Array.from(start), [4, 3]];
  const hyper = rule.hyper as Record<string, number>;
  const state = rule.init(theta, shape, rule.options, hyper);
  const path = Array.from({ length: steps }, (_, step) => {
    const g = Float64Array.from(bowl([...theta], step).gradient);
    traceUpdate(trace, rule, { theta, g, t: step + 1, shape }, state, hyper);
    return [...theta];
  });
  const value = apart(plain, { theta: path, distance: 0 });
  return [{ claim: "the lines that explain shows make the same path", value, passed: value === 0 }];
}

const withRate = (rule: RuleFactory, lr: number) => (): Rule => rule(takes(rule, "lr") ? { lr } : {});

/** Whether the rule has this setting; of a wrapped one, `hyper` also lists what only the wrapper can be given. */
function takes(rule: RuleFactory, name: string): boolean {
  try {
    rule({ [name]: 0.1 });
    return true;
  } catch {
    return false;
  }
}

/** In Float32, where the compiled kernel works, with steps beside which the rounding of a stored weight is small. */
function kernel(again: RuleFactory): Measured {
  const make = withRate(again, 0.05);
  const fast = drive(make, start, bowl, { Kind: Float32Array });
  useReference();
  try {
    const loop = drive(make, start, bowl, { Kind: Float32Array });
    const value = apart(fast, loop) / loop.distance;
    return {
      claim: "its fast kernel agrees with its loop, in parts of the way travelled",
      value,
      passed: value <= 1e-6,
    };
  } finally {
    useFast();
  }
}

const rosenbrock = surfaces.find(({ name }) => name === "Rosenbrock") as Surface;

/** On Rosenbrock's function, six copies of it, with a rate that stays on it. */
function finiteDifferences(again: RuleFactory): Measured {
  const value = (x: number, y: number): number => slopeAt(rosenbrock, [x, y]).value;
  const copies =
    (slope: (x: number, y: number) => readonly number[]): Landscape =>
    (theta) => {
      const pairs = theta.flatMap((x, i): [number, number][] => (i % 2 === 0 ? [[x, theta[i + 1]]] : []));
      return {
        loss: pairs.reduce((sum, [x, y]) => sum + value(x, y), 0),
        gradient: pairs.flatMap(([x, y]) => slope(x, y)),
      };
    };
  const h = 1e-6;
  const central = (x: number, y: number): number[] => [
    (value(x + h, y) - value(x - h, y)) / (2 * h),
    (value(x, y + h) - value(x, y - h)) / (2 * h),
  ];
  const cautious = withRate(again, 1e-4);
  const byTape = copies((x, y) => slopeAt(rosenbrock, [x, y]).gradient);
  const tape = drive(cautious, start, byTape, { count: 5 });
  const differences = drive(cautious, start, copies(central), { count: 5 });
  const distance = Math.max(tape.distance, 1e-12);
  const found = apart(tape, differences) / distance;
  return {
    claim: "gradients from central differences train the same path, in parts of the way",
    value: found,
    passed: found <= 1e-5,
  };
}

/** Describes the rule: whether the size of gradients counts, with ε = 0 where it has one. */
function scaled(rule: RuleFactory, plain: Path): Measured[] {
  const withEps = takes(rule, "eps");
  const make = (): Rule => rule(withEps ? { eps: 0 } : {});
  const one = withEps ? drive(make, start, bowl) : plain;
  const times128 = drive(make, start, (theta, step) => {
    const { loss, gradient } = bowl(theta, step);
    return { loss: 128 * loss, gradient: gradient.map((g) => 128 * g) };
  });
  const claim =
    "how far gradients 128 times as large change the path (ε = 0), in parts of the way; 0: only ratios count";
  return [{ claim, value: apart(one, times128) / one.distance, passed: null }];
}

/** The same slope everywhere. */
const sloping: Landscape = (theta) => ({
  loss: theta.reduce((sum, x) => sum + x, 0),
  gradient: theta.map(() => 1),
});

/**
 * Describes the rule: how long its steps are where nothing changes, with ε = 0 where it has one. Not for rules that search
 * along a line: this one leads down forever.
 */
function constantGradient(rule: RuleFactory): Measured[] {
  if (rule().beforeStep) return [];
  const lr = 1e-3;
  const make = (): Rule => rule({ ...(takes(rule, "lr") && { lr }), ...(takes(rule, "eps") && { eps: 0 }) });
  const { theta } = drive(make, [0, 0, 0, 0], sloping, { count: 100 });
  return [1, 100].map((t) => ({
    claim: `how long step ${t} is on a constant gradient of 1, in units of lr`,
    value: ((theta[t - 2]?.[0] ?? 0) - theta[t - 1][0]) / lr,
    passed: null,
  }));
}

/**
 * Closed forms, invariances and claims of papers that have to do with the rule, or with the outermost wrapper: what the tests
 * prove of it, run here.
 */
function proofs(name: string, rule: RuleFactory): Measured[] {
  const [about] = name.split("(");
  if (!Object.hasOwn(optim, about)) return [];
  const judged = about === name ? ({ ...optim, [name]: rule } as Optim) : optim;
  const subject = (claims as Readonly<Record<string, Subject>>)[about];
  return [...invariances(subject), ...subject.claims].map((check) => {
    const { value, problem } = watch(check, judged);
    return { claim: problem === null ? check.title : `${check.title}: ${problem}`, value, passed: problem === null };
  });
}
