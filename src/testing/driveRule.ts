import type { Rule } from "../optim/rule.ts";
import type { Optim } from "./support/claim.ts";

/** One tensor: the positions of its weights in the flat list, and its shape. */
export interface Tensor {
  at: readonly number[];
  shape: readonly number[];
}

/** One parameter group: its tensors, and a learning rate for this group only. */
export interface Layout {
  tensors: readonly Tensor[];
  lr?: number;
}

/** A problem for an optimizer. Weights and gradients are flat lists, split into tensors as `shape` or `layout` says. */
export interface Run {
  start: readonly number[];
  /** ∂L/∂θ at θ, for update t = 1, 2, … */
  gradient(theta: readonly number[], t: number): readonly number[];
  /** L at θ; only rules that evaluate the loss themselves need it. */
  loss?(theta: readonly number[], t: number): number;
  steps: number;
  /** The shape of the one tensor that holds all weights; default [number of weights]. */
  shape?: readonly number[];
  /** Several tensors or groups, in place of `shape`. */
  layout?: readonly Layout[];
  floats?: Float64ArrayConstructor | Float32ArrayConstructor;
  /** After this many updates, continues with a new optimizer of this rule that loads the saved state. */
  resume?: { at: number; rule: Rule };
  /** Called after every step with the first tensor's weights; may change them, as a projection does. */
  after?(theta: Float64Array | Float32Array, t: number): void;
}

/** Weights before the first and after every step. [steps + 1][weights] */
export interface Path {
  theta: number[][];
  /** The weights that `eval()` puts in: the average where the rule keeps one, else θ. */
  average: number[][];
}

type Floats = Float64Array | Float32Array;
type Placed = Tensor & { param: { data: Floats; grad: Floats | null; shape: readonly number[] } };

/** Trains `rule` on a problem and records its path. All of src/testing uses this function for paths. */
export function driveRule(optim: Optim, rule: Rule, run: Run): Path {
  const Kind = run.floats ?? Float64Array;
  const { tensors, groups } = place(run, Kind);
  let optimizer = new optim.Optimizer(groups, rule);
  const flat = (): number[] => {
    const theta = run.start.slice();
    for (const { at, param } of tensors) for (const [j, i] of at.entries()) theta[i] = param.data[j];
    return theta;
  };
  const path: Path = { theta: [flat()], average: [flat()] };
  for (let t = 1; t <= run.steps; t++) {
    if (run.resume?.at === t - 1) {
      const saved = optimizer.stateDict();
      optimizer = new optim.Optimizer(groups, run.resume.rule);
      optimizer.loadStateDict(saved);
    }
    optimizer.step(() => {
      const theta = flat();
      const g = run.gradient(theta, t);
      for (const { at, param } of tensors) param.grad = Kind.from(at.map((i) => g[i]));
      return run.loss?.(theta, t) ?? 0;
    });
    run.after?.(tensors[0].param.data, t);
    path.theta.push(flat());
    if (rule.average !== undefined) optimizer.eval();
    path.average.push(rule.average === undefined ? path.theta[t] : flat());
    if (rule.average !== undefined) optimizer.train();
  }
  return path;
}

/** Copies the start into parameters, laid out as the run asks. */
function place(run: Run, Kind: Float64ArrayConstructor | Float32ArrayConstructor) {
  const all = { at: run.start.map((_, i) => i), shape: run.shape ?? [run.start.length] };
  const layout = run.layout ?? [{ tensors: [all] }];
  const placed = layout.map(({ tensors }): Placed[] =>
    tensors.map(({ at, shape }) => ({
      at,
      shape,
      param: { data: Kind.from(at.map((i) => run.start[i])), grad: null, shape },
    })),
  );
  const groups = layout.map(({ lr }, i) => ({
    params: placed[i].map(({ param }) => param),
    ...(lr !== undefined && { hyper: { lr } }),
  }));
  return { tensors: placed.flat(), groups };
}
