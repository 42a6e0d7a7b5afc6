/** @file Parameter groups: which parameters share hyperparameters, and the state of each parameter. */
import type { Floats } from "../array/floats.ts";
import { isFloats } from "../array/isFloats.ts";
import { type Shape, showShape, sizeOf } from "../array/shape.ts";
import { checkOptions } from "../check/checkOptions.ts";
import { describeValue } from "../check/describeValue.ts";
import type { Hyper, Rule, State } from "./rule.ts";
import { checkHyper, insteadOf } from "./support/settings.ts";

/** Runs an evaluation again on the same batch. */
export type Repeat = <T>(evaluate: () => T) => T;

/** A trainable array with its gradient. A tensor is one; so is a plain object with data, grad and shape. */
export interface Parameter {
  readonly data: Floats;
  grad: Floats | null;
  /** `grad` without the copy that an owner may make for readers. Valid until `grad` is set or read. */
  readonly lentGrad?: Floats | null;
  readonly shape: Shape;
  name?: string;
  /** The number of changes in place, if the owner counts them. */
  version?: number;
  /** Called by `optimizer.train()`. `optimizer.eval()` makes the list, where the parameter has this member. */
  onRestore?: (() => void)[] | null;
  /** Runs a step whose rule evaluates one batch several times: the function it passes on repeats an evaluation. */
  sameBatch?<T>(work: (repeat: Repeat) => T): T;
}

/** Returns the gradient without a copy, for work that keeps no array. */
export const gradientOf = (param: Parameter): Floats | null =>
  param.lentGrad === undefined ? param.grad : param.lentGrad;

/** Parameters with separate hyperparameters: `{ params, hyper: { lr: 1e-4 } }`. */
export interface GroupOptions {
  params: Iterable<Parameter>;
  hyper?: Readonly<Record<string, Hyper>>;
}

/** One parameter's state: its update count t, and the rule's buffers, made at its first update. */
export interface ParameterState {
  readonly param: Parameter;
  readonly name: string;
  t: number;
  state: State | null;
  /** The gradient's copy in the kernels' memory, written while it is checked; null without a copy. */
  copy: Floats | null;
}

export interface Group {
  readonly parameterStates: ParameterState[];
  readonly hyper: Record<string, Hyper>;
}

/** Checks the parameters and makes an entry for each. `taken` holds the parameters and names of earlier groups. */
export function makeGroup(rule: Rule, options: GroupOptions, taken: readonly ParameterState[]): Group {
  // PyTorch has hyperparameters beside `params`; here `hyper` holds them.
  checkOptions("Optimizer", options, ["params", "hyper"], (key) =>
    Object.hasOwn(rule.hyper, key) ? `; give it as hyper: { ${key}: … }` : "",
  );
  const hyper = { ...rule.hyper };
  checkOptions(rule.name, options.hyper ?? {}, Object.keys(hyper), insteadOf);
  for (const [key, value] of Object.entries(options.hyper ?? {}))
    hyper[key] = checkHyper(rule.name, key, value, rule.kinds[key]);
  const parameterStates: ParameterState[] = [];
  for (const param of listOf("Optimizer", options.params)) {
    const position = taken.length + parameterStates.length;
    checkParameter(param, position);
    const name = param.name || `${position}`;
    for (const other of [...taken, ...parameterStates]) {
      if (other.param === param) throw new Error(`Optimizer: parameter ${name} is given twice; list it in one group`);
      if (other.name === name)
        throw new Error(`Optimizer: two parameters are named ${name}; their state needs names that differ`);
    }
    parameterStates.push({ param, name, t: 0, state: null, copy: null });
  }
  if (parameterStates.length === 0)
    throw new Error("Optimizer: no parameters given; pass model.parameters() or a list of tensors");
  return { parameterStates, hyper };
}

/** Returns the parameters as a list. Throws if `params` is not iterable, such as a model. */
export function listOf<T>(who: string, params: Iterable<T>): T[] {
  if (Object(params) !== params || !(Symbol.iterator in params))
    throw new TypeError(
      `${who}: params must be a list of parameters, got ${describeValue(params)}; pass model.parameters()`,
    );
  return [...params];
}

function checkParameter(param: Parameter, position: number): void {
  if (Object(param) !== param || !("grad" in param && Array.isArray(param.shape) && isFloats(param.data)))
    throw new TypeError(
      `Optimizer: entry ${position} must be a parameter with data (Float32Array or Float64Array), grad and shape, got ${describeValue(param)}`,
    );
  const { data, shape, isLeaf, requiresGrad } = param as Parameter & { isLeaf?: boolean; requiresGrad?: boolean };
  const name = `Optimizer: parameter ${param.name || position}`;
  if (sizeOf(shape) !== data.length)
    throw new RangeError(`${name} has ${data.length} values for shape ${showShape(shape)}`);
  if (isLeaf === false)
    throw new Error(`${name} must be a leaf, got a result of ops; pass the tensors it was computed from`);
  if (requiresGrad === false)
    throw new Error(
      `${name} must require a gradient; to leave frozen parameters out, ` +
        "pass model.parameters().filter((p) => p.requiresGrad)",
    );
}
