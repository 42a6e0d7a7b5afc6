/** @file Parameter groups: which parameters share which hyperparameters, and the memory kept for each parameter. */
import type { Floats } from "../array/floats.ts";
import { type Shape, showShape, sizeOf } from "../array/shape.ts";
import type { Hyper, Rule, State } from "./rule.ts";
import { checkHyper, unknownHyper } from "./support/settings.ts";

/** What an optimizer changes. A tensor is one; so is a plain object of these three. */
export interface Parameter {
  readonly data: Floats;
  grad: Floats | null;
  readonly shape: Shape;
  name?: string;
  /** Counts changes in place, when the owner keeps such a count. */
  version?: number;
}

/** Parameters with hyperparameters of their own: `{ params, hyper: { lr: 1e-4 } }`. */
export interface GroupOptions {
  params: Iterable<Parameter>;
  hyper?: Readonly<Record<string, Hyper>>;
}

/** One parameter's memory: how often it was updated, and the rule's buffers (made at its first update). */
export interface ParameterState {
  readonly param: Parameter;
  readonly name: string;
  t: number;
  state: State | null;
}

export interface Group {
  readonly parameterStates: ParameterState[];
  readonly hyper: Record<string, Hyper>;
}

/** Checks the parameters and gives each an entry. `taken` holds the parameters and names of the groups before. */
export function makeGroup(rule: Rule, options: GroupOptions, taken: readonly ParameterState[]): Group {
  checkKeys(rule, options);
  const hyper = { ...rule.hyper };
  for (const [key, value] of Object.entries(options.hyper ?? {})) {
    if (!Object.hasOwn(hyper, key)) throw new RangeError(unknownHyper(rule.name, key, Object.keys(hyper)));
    hyper[key] = checkHyper(rule.name, key, value, rule.kinds[key]);
  }
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
    parameterStates.push({ param, name, t: 0, state: null });
  }
  if (parameterStates.length === 0)
    throw new Error("Optimizer: no parameters given; pass model.parameters() or a list of tensors");
  return { parameterStates, hyper };
}

/** PyTorch has hyperparameters beside `params`; here they are in `hyper`, so that none can be taken for something else. */
function checkKeys(rule: Rule, options: GroupOptions): void {
  const other = Object.keys(options).find((key) => key !== "params" && key !== "hyper");
  if (other === undefined) return;
  const hint = Object.hasOwn(rule.hyper, other) ? `; give it as hyper: { ${other}: … }` : "";
  throw new RangeError(`Optimizer: a group has params and hyper, not "${other}"${hint}`);
}

/** The parameters as a list. Throws where a model or something else was given for them. */
export function listOf(who: string, params: Iterable<Parameter>): Parameter[] {
  if (typeof params !== "object" || params === null || !(Symbol.iterator in params))
    throw new TypeError(`${who}: params is ${typeof params}; it needs a list of parameters: model.parameters()`);
  return [...params];
}

function checkParameter(param: Parameter, position: number): void {
  const isParameter =
    param !== null &&
    typeof param === "object" &&
    Array.isArray(param.shape) &&
    "grad" in param &&
    (param.data instanceof Float32Array || param.data instanceof Float64Array);
  if (!isParameter) {
    throw new TypeError(
      `Optimizer: entry ${position} is not a parameter; it needs data (Float32Array or Float64Array), grad and shape`,
    );
  }
  if (sizeOf(param.shape) !== param.data.length) {
    throw new RangeError(
      `Optimizer: parameter ${param.name || position} has ${param.data.length} values for shape ${showShape(param.shape)}`,
    );
  }
  if ("isLeaf" in param && param.isLeaf === false) {
    throw new Error(
      `Optimizer: parameter ${param.name || position} is a result of ops, which gets no gradient of its own; pass what it was computed from`,
    );
  }
  if ("requiresGrad" in param && param.requiresGrad === false) {
    throw new Error(
      `Optimizer: parameter ${param.name || position} must require a gradient; to leave frozen parameters out, ` +
        "pass model.parameters().filter((p) => p.requiresGrad)",
    );
  }
}
