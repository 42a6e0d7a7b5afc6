/**
 * @file What the proofs of the rules share. A check takes the optimizers as an argument and throws where a claim fails:
 * the tests run it on src/optim, `npm run mutants` on copies of src/optim with one line broken.
 */
import assert from "node:assert/strict";
import type { Random } from "../autograd/random.ts";
import type { Rule } from "../optim/rule.ts";

/** Everything src/optim offers. */
export type Optim = typeof import("../optim/index.ts");

export interface Check {
  /** A sentence: what is claimed. */
  title: string;
  run(optim: Optim): void;
}

export const claim = (title: string, run: (optim: Optim) => void): Check => ({ title, run });

/** As assert.ok, which without a message parses the whole file to make one up. */
export function holds(condition: boolean, what = "what is claimed"): void {
  if (!condition) assert.fail(`${what}: it is not so`);
}

type Numbers = ArrayLike<number>;

/** The largest |actual − expected| that assertClose has met since a check began; null if it was not asked. */
let largest: number | null = null;

/** What came of a check, and which names it took from src/optim on its way. */
export interface Outcome {
  uses: ReadonlySet<string>;
  /** The largest |actual − expected| where numbers were compared. */
  value: number | null;
  /** What failed, or null. */
  problem: string | null;
}

/** Runs a check and watches it. */
export function watch(check: Check, optim: Optim): Outcome {
  const uses = new Set<string>();
  const watched = <T extends object>(object: T): T =>
    new Proxy(object, {
      get(target, name) {
        uses.add(String(name));
        return Reflect.get(target, name);
      },
    });
  largest = null;
  let problem: string | null = null;
  try {
    check.run(watched({ ...optim, rules: watched(optim.rules), wrappers: watched(optim.wrappers) }));
  } catch (error) {
    problem = (error as Error).message;
  }
  return { uses, value: largest, problem };
}

/** Every |actual − expected| is at most absolute + relative · |expected|. */
export function assertClose(
  actual: Numbers | number,
  expected: Numbers | number,
  { relative = 0, absolute = 0 }: { relative?: number; absolute?: number },
  what = "value",
): void {
  const [found, wanted] = [actual, expected].map((x) => (typeof x === "number" ? [x] : Array.from(x)));
  assert.equal(found.length, wanted.length, `${what}: how many`);
  for (const [i, value] of found.entries()) {
    const bound = absolute + relative * Math.abs(wanted[i]);
    const difference = Math.abs(value - wanted[i]);
    largest = Math.max(largest ?? 0, difference);
    if (!(difference <= bound)) {
      assert.fail(`${what}[${i}] is ${value}, expected ${wanted[i]} within ${bound}`);
    }
  }
}

export interface Run {
  start: readonly number[];
  /** ∂L/∂θ at θ, for update t = 1, 2, … */
  gradient(theta: readonly number[], t: number): readonly number[];
  /** L at θ; only rules that evaluate the loss themselves ask for it. */
  loss?(theta: readonly number[]): number;
  steps: number;
  shape?: readonly number[];
  floats?: Float64ArrayConstructor | Float32ArrayConstructor;
  /** Called after every step with the live weights; may change them, as a projection does. */
  after?(theta: Float64Array | Float32Array, t: number): void;
}

/** The weights before the first and after every step, and those that `eval()` would use instead. [steps + 1][weights] */
export function follow(optim: Optim, rule: Rule, run: Run): { theta: number[][]; average: number[][] } {
  const Floats = run.floats ?? Float64Array;
  const data = Floats.from(run.start);
  const param: { data: typeof data; grad: typeof data | null; shape: readonly number[] } = {
    data,
    grad: null,
    shape: run.shape ?? [run.start.length],
  };
  const optimizer = new optim.Optimizer([param], rule);
  const [theta, average] = [[[...data]], [[...data]]];
  for (let t = 1; t <= run.steps; t++) {
    optimizer.step(() => {
      param.grad = Floats.from(run.gradient([...data], t));
      return run.loss?.([...data]) ?? 0;
    });
    run.after?.(data, t);
    theta.push([...data]);
    if (rule.average === undefined) continue;
    optimizer.eval();
    average.push([...data]);
    optimizer.train();
  }
  return { theta, average };
}

/** The weights before the first and after every step. [steps + 1][weights] */
export const trajectory = (optim: Optim, rule: Rule, run: Run): number[][] => follow(optim, rule, run).theta;

/** How far each gradient of a stream moved one weight that starts at `start`. */
export function moves(optim: Optim, rule: Rule, gradients: readonly number[], start = 0): number[] {
  const path = trajectory(optim, rule, {
    start: [start],
    gradient: (_, t) => [gradients[t - 1]],
    steps: gradients.length,
  });
  return path.slice(1).map(([x], t) => x - path[t][0]);
}

/** The largest |difference| between the moves of two rules, one weight, the same gradients. */
export function gap(optim: Optim, one: Rule, other: Rule, gradients: readonly number[], start = 1): number {
  const [a, b] = [one, other].map((rule) => moves(optim, rule, gradients, start));
  return Math.max(...a.map((move, t) => Math.abs(move - b[t])));
}

/** n standard normal numbers. */
export const gaussians = (random: Random, n: number): number[] => upTo(n).map(() => random.normal());

/** Moves of a whole parameter, one gradient after the other. [steps][n] */
export function tensorMoves(
  optim: Optim,
  rule: Rule,
  start: readonly number[],
  stream: readonly (readonly number[])[],
  shape: readonly number[] = [start.length],
): number[][] {
  const path = trajectory(optim, rule, { start, shape, gradient: (_, t) => stream[t - 1], steps: stream.length });
  return path.slice(1).map((theta, t) => theta.map((x, i) => x - path[t][i]));
}

export const scaled = (x: readonly number[], factor: number): number[] => x.map((value) => factor * value);

export const repeat = (value: number, n: number): number[] => Array.from({ length: n }, () => value);

/** 1, 2, …, n */
export const upTo = (n: number): number[] => Array.from({ length: n }, (_, i) => i + 1);

export const norm = (x: readonly number[]): number => Math.sqrt(x.reduce((sum, value) => sum + value * value, 0));

/** Last element. */
export const last = <T>(list: readonly T[]): T => list[list.length - 1];

/** The exponential moving averages (1 − β) Σ β^(t−s) x_s, for t = 1, 2, … */
export function averages(beta: number, values: readonly number[]): number[] {
  let mean = 0;
  return values.map((value) => (mean = beta * mean + (1 - beta) * value));
}
