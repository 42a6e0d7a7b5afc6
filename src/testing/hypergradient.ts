import { checkOptions } from "../check/checkOptions.ts";
import { describeValue } from "../check/describeValue.ts";
import { isWhole } from "../check/kinds.ts";
import { unknownName } from "../check/unknownName.ts";
import type { Program, RulePrograms } from "../emit/program.ts";
import * as programs from "../generated/programs/index.ts";
import { differenceOfGradients } from "../math/differenceOfGradients.ts";
import * as optim from "../optim/index.ts";
import type { Rule } from "../optim/rule.ts";
import { driveRule } from "./driveRule.ts";
import { type Dual, dual, evaluateDual, runDual } from "./support/dual.ts";

/** A training whose result a hyperparameter changes. */
export interface HypergradientProblem {
  /** The weights at the start. [weights] */
  start: readonly number[];
  /** L at θ. */
  loss(theta: readonly number[]): number;
  /** ∂L/∂θ at θ. [weights] */
  gradient(theta: readonly number[]): readonly number[];
  /** The product of the Hessian at θ with v. Default: a central difference of the gradient. */
  hessianProduct?(theta: readonly number[], v: readonly number[]): readonly number[];
  steps: number;
}

export interface HypergradientReport {
  passed: boolean;
  message: string;
  /** ∂L(θ_T)/∂h through the rule's own statements, step by step. */
  unrolled: number;
  /** (L(θ_T) at h + δ − L(θ_T) at h − δ) / 2δ, from two trainings. */
  numeric: number;
  /** |unrolled − numeric| / max(|unrolled|, |numeric|). */
  error: number;
  /** The largest difference between the weights of the unrolled training and those of the Optimizer. */
  path: number;
}

/** Differences of whole trainings agree with derivatives to about eight digits. */
const tolerance = 1e-6;

/**
 * Compares the derivative of the loss after `steps` updates by one hyperparameter with a central difference of two
 * trainings. The derivative is carried through every statement of the rule.
 *
 *     dθₜ/dh = ∂θₜ/∂h + ∂θₜ/∂θₜ₋₁ · dθₜ₋₁/dh + ∂θₜ/∂gₜ · H dθₜ₋₁/dh + …
 *
 * Throws a RangeError for a hyperparameter that the rule lacks, or that is a schedule or a whole number. Likewise for
 * rules that are more than statements about single weights, such as Muon.
 *
 * @example hypergradient(sgd({ lr: 0.1 }), "lr", { start: [1], loss: ([x]) => x * x, gradient: ([x]) => [2 * x],
 *   steps: 1 }).unrolled
 * // -3.2
 */
export function hypergradient(rule: Rule, name: string, problem: HypergradientProblem): HypergradientReport {
  const value = hyperValue(rule, name);
  checkProblem(problem);
  const program = programOf(rule);
  const { theta, slope } = unroll(program, rule, name, problem);
  const train = (change: number): number[][] => {
    const changed = { ...rule, hyper: { ...rule.hyper, [name]: value + change } };
    return driveRule(optim, changed, { ...problem, gradient: (at) => problem.gradient(at) }).theta;
  };
  const path = Math.max(...train(0).flatMap((at, t) => at.map((x, i) => Math.abs(x - theta[t][i]))));
  const step = 1e-5 * Math.max(Math.abs(value), 1e-3);
  const [above, below] = [step, -step].map((change) => problem.loss(train(change)[problem.steps]));
  const numeric = (above - below) / (2 * step);
  const error = Math.abs(slope - numeric) / Math.max(Math.abs(slope), Math.abs(numeric), 1e-2);
  const passed = error <= tolerance && path <= 1e-12;
  const verdict = passed ? "agree" : "differ";
  const message = `∂L/∂${name} of ${rule.name}: ${slope} unrolled, ${numeric} from two trainings; they ${verdict}, error ${error.toExponential(1)}, at most ${tolerance}`;
  return { passed, message, unrolled: slope, numeric, error, path };
}

function hyperValue({ name: who, hyper, kinds }: Rule, name: string): number {
  if (!Object.hasOwn(hyper, name))
    throw new RangeError(unknownName(`hypergradient: ${who}`, "hyperparameter", name, Object.keys(hyper)));
  const value = hyper[name];
  if (typeof value !== "number")
    throw new RangeError(`hypergradient: ${name} must be a number, got a schedule; pass its value`);
  if (isWhole(kinds[name]))
    throw new RangeError(`hypergradient: ${name} must be a real number, got a count, which has no derivative`);
  return value;
}

function checkProblem(problem: HypergradientProblem): void {
  checkOptions("hypergradient", problem, ["start", "loss", "gradient", "hessianProduct", "steps"]);
  for (const name of ["loss", "gradient"] as const) {
    if (typeof problem[name] !== "function")
      throw new TypeError(`hypergradient: ${name} must be a function, got ${describeValue(problem[name])}`);
  }
  if (!Number.isSafeInteger(problem.steps) || problem.steps < 1)
    throw new RangeError(`hypergradient: steps must be an integer >= 1, got ${describeValue(problem.steps)}`);
}

const forms: Readonly<Record<string, RulePrograms>> = programs as unknown as Readonly<Record<string, RulePrograms>>;

function programOf({ name, variant }: Rule): Program {
  const found = Object.hasOwn(forms, name) ? forms[name][variant] : undefined;
  if (typeof found === "object" && found.steps !== undefined) return found;
  const reason = typeof found === "string" ? found : "it has no program";
  throw new RangeError(`hypergradient: the rule must be statements about single weights, got ${name}: ${reason}`);
}

/** The path, and the derivative of its final loss. */
function unroll(program: Program, rule: Rule, by: string, problem: HypergradientProblem) {
  const { start, steps, gradient } = problem;
  const theta = start.map((x) => dual(x));
  const hyper = Object.entries(rule.hyper).map(([name, value]) => [name, dual(value as number, name === by ? 1 : 0)]);
  const scalars: Record<string, Dual> = Object.fromEntries(hyper);
  const arrays: Record<string, Dual[]> = { theta, g: [] };
  for (const [name, initial] of Object.entries(program.state)) {
    const size = program.single?.includes(name) ? 1 : theta.length;
    arrays[name] = Array.from({ length: size }, (_, i) => evaluateDual(initial, { scalars, arrays }, i));
  }
  const path = [[...start]];
  for (let t = 1; t <= steps; t++) {
    const at = theta.map(({ value }) => value);
    const slopes = hessianProduct(
      problem,
      at,
      theta.map(({ slope }) => slope),
    );
    arrays.g = gradient(at).map((g, i) => dual(g, slopes[i]));
    runDual(program.steps, { scalars: { ...scalars, t: dual(t) }, arrays });
    path.push(theta.map(({ value }) => value));
  }
  const final = gradient(path[steps]);
  return { theta: path, slope: theta.reduce((sum, { slope }, i) => sum + final[i] * slope, 0) };
}

/** H v, by a central difference along v unless the problem has it. */
function hessianProduct(
  problem: HypergradientProblem,
  theta: readonly number[],
  v: readonly number[],
): readonly number[] {
  if (problem.hessianProduct !== undefined) return problem.hessianProduct(theta, v);
  return [...differenceOfGradients((at) => problem.gradient([...at]), theta, v)];
}
