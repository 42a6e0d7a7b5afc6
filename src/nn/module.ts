/** @file The base of layers and models: named parameters and buffers, a training mode, and a forward pass. */

import type { Floats } from "../array/floats.ts";
import { type Shape, sameShape, showShape, sizeOf } from "../array/shape.ts";
import { Random } from "../autograd/random.ts";
import { Tensor } from "../autograd/tensor.ts";
import { describeValue } from "../check/describeValue.ts";
import { showName, showProblems } from "../check/excerpt.ts";
import { unknownName } from "../check/unknownName.ts";
import { checkMadeLayers, noteConstruction } from "./support/construction.ts";
import { type Member, membersOf, moduleMark } from "./support/membersOf.ts";

/** The values of a model by PyTorch's names: `0.weight`, `1.running_mean`. */
export type ModelState = Map<string, { shape: Shape; data: Floats }>;

/** The arguments that make a layer again, by name, as plain JSON. */
export type LayerSettings = Readonly<Record<string, number | boolean | string | null | readonly number[]>>;

/**
 * A layer or a model. A subclass keeps its tensors and layers in fields and computes with them in `forward`. Fields may
 * also hold them in arrays, plain objects, Maps and Sets. A layer with several inputs or results computes in a method
 * of another name.
 *
 * Nothing can see into `#private` fields: a layer there is neither trained nor saved. If the constructor made it,
 * `parameters()` and `stateDict()` throw. A layer made elsewhere and put into such a field is not found.
 *
 * A field's tensor is a parameter unless `bufferNames` lists the field. Names follow PyTorch: the path of field names,
 * with `runningMean` written `running_mean`, and the third layer of an array `blocks.2`.
 */
export abstract class Module {
  /** False after `eval()`: dropout then passes everything through, and batch norm uses its running statistics. */
  training = true;
  /** The fields with numbers that are saved but not trained. */
  protected readonly bufferNames: readonly string[] = [];
  /** Names in PyTorch's files that do not follow from the name of the field. */
  protected readonly savedNames: Readonly<Record<string, string>> = {};

  constructor() {
    noteConstruction(this);
  }

  abstract forward(x: Tensor): Tensor;

  get [moduleMark](): true {
    return true;
  }

  /** Returns the layers directly inside, with their names. */
  children(): [name: string, child: Module][] {
    return membersOf(this, Module).map(({ field, rest, value }) => [field + rest, value]);
  }

  /**
   * Returns every parameter with its path; a shared one only once, under its first path. Each also gets that path as
   * its `name`, unless it has another. A longer path replaces its own end: `0.weight` replaces `weight`.
   *
   * Throws an Error if a field holds the result of an op, which would count as a parameter. Throws likewise if the
   * constructor made a layer that no public field holds, in a class with `#private` members.
   */
  namedParameters(): [name: string, parameter: Tensor][] {
    checkMadeLayers(new Set(modulesIn(this)));
    const found = once(this.tensors("", (module, field) => !module.bufferNames.includes(field)));
    for (const [path, parameter] of found) {
      if (parameter.name === "" || path.endsWith(`.${parameter.name}`)) parameter.name = path;
    }
    return found;
  }

  /** Returns the random generators that layers draw from, such as dropout's. A checkpoint saves them. */
  namedGenerators(path = ""): [name: string, random: Random][] {
    const own = membersOf(this, Random).map(({ field, rest, value }): [string, Random] => [path + field + rest, value]);
    return [...own, ...this.children().flatMap(([name, child]) => child.namedGenerators(`${path}${name}.`))];
  }

  parameters(): Tensor[] {
    return this.namedParameters().map(([, parameter]) => parameter);
  }

  /** Returns every tensor that is saved but not trained, such as running statistics. */
  namedBuffers(): [name: string, buffer: Tensor][] {
    return once(this.tensors("", (module, field) => module.bufferNames.includes(field)));
  }

  train(training = true): this {
    this.training = training;
    for (const [, child] of this.children()) child.train(training);
    return this;
  }

  eval(): this {
    return this.train(false);
  }

  zeroGrad(): void {
    for (const parameter of this.parameters()) parameter.zeroGrad();
  }

  /** Returns a deep copy of all parameters and buffers by name. */
  stateDict(): ModelState {
    const named = [...this.namedParameters(), ...this.namedBuffers()];
    return new Map(named.map(([name, { shape, data }]) => [name, { shape, data: data.slice() }]));
  }

  /**
   * Copies the values of `state` into the tensors, which stay the same objects.
   * Throws before any change if `state` is not a Map, or a name is missing or unknown. Likewise if a shape differs, or
   * a value is not a number or too large.
   */
  loadStateDict(state: ModelState): void {
    this.planLoad(state)();
  }

  /** Checks `state` and returns the function that loads it, which cannot fail. Throws as `loadStateDict` does. */
  planLoad(state: ModelState): () => void {
    // Test runners may make a Map of another realm, which is not an instance of Map.
    if (Object.prototype.toString.call(state) !== "[object Map]")
      throw new TypeError(
        `loadStateDict: nothing was loaded: the state must be the result of stateDict(), got ${describeValue(state)}; ` +
          "for JSON, see encodeWeights",
      );
    const own = new Map([...this.namedParameters(), ...this.namedBuffers()]);
    const problems: string[] = [];
    for (const [name, tensor] of own) {
      const given = state.get(name);
      const problem = given ? misfit(given, tensor) : `${showShape(tensor.shape)} is missing`;
      if (problem !== null) problems.push(`${showName(name)} ${problem}`);
    }
    for (const name of state.keys())
      if (!own.has(name))
        problems.push(`${showName(typeof name === "string" ? name : describeValue(name))} is not in the model`);
    if (problems.length > 0) throw new Error(`loadStateDict: nothing was loaded: ${showProblems(problems)}`);
    return () => {
      for (const [name, { data }] of state) (own.get(name) as Tensor).assign(data);
    };
  }

  /** Returns the text that the summary shows beside the class name, such as `784 → 128`. */
  describe(): string {
    return "";
  }

  /**
   * Returns the arguments that make this layer again, for a model file. Returns null, unless overridden: a model file
   * describes the layers of this package only.
   */
  settings(): LayerSettings | null {
    return null;
  }

  private tensors(path: string, wanted: (module: Module, field: string) => boolean): [string, Tensor][] {
    const fields = Object.keys(this);
    const unknown = this.bufferNames.find((name) => !fields.includes(name));
    if (unknown !== undefined)
      throw new RangeError(unknownName(`${this.constructor.name || "Module"}.bufferNames`, "field", unknown, fields));
    const own = membersOf(this, Tensor).filter(({ field }) => wanted(this, field));
    for (const member of own) if (!this.bufferNames.includes(member.field)) checkLeaf(this, member);
    return [
      ...own.map(({ field, rest, value }): [string, Tensor] => [
        path + (Object.hasOwn(this.savedNames, field) ? this.savedNames[field] : snakeCase(field)) + rest,
        value,
      ]),
      ...this.children().flatMap(([name, child]) => child.tensors(`${path}${name}.`, wanted)),
    ];
  }
}

/** Returns the module and every module inside it. */
export const modulesIn = (module: Module): Module[] => [
  module,
  ...module.children().flatMap(([, child]) => modulesIn(child)),
];

function checkLeaf(module: Module, { field, rest, value }: Member<Tensor>): void {
  if (value.isLeaf) return;
  throw new Error(
    `${module.constructor.name}: field "${field}${rest}" must hold a parameter, got the result of ${value.op === "freed" ? "an op" : value.op}; ` +
      "keep results in a #private field, or list the field in bufferNames",
  );
}

/** Returns the reason why a tensor cannot take these values, or null. */
function misfit({ shape, data }: { shape: Shape; data: Floats }, tensor: Tensor): string | null {
  if (!shape || !sameShape(tensor.shape, shape))
    return `is ${describeValue(shape)}, the model needs ${showShape(tensor.shape)}`;
  // Typed arrays become objects without a length in JSON.
  if (data?.length !== sizeOf(shape)) return `has ${data?.length ?? "no"} values for ${showShape(shape)}`;
  if (tensor.isWindow) return "is a view of another tensor of the model, which alone can be loaded";
  if (data instanceof Float32Array) return null;
  // JSON writes NaN and Infinity as null.
  const other = Array.prototype.findIndex.call(data, (value) => typeof value !== "number");
  if (other >= 0) return `holds ${describeValue(data[other])}, it must hold numbers`;
  if (tensor.data instanceof Float64Array) return null;
  const tooLarge = Array.prototype.find.call(
    data,
    (value) => Number.isFinite(value) && !Number.isFinite(Math.fround(value)),
  );
  return tooLarge === undefined ? null : `holds ${tooLarge}, which is Infinity in the model's Float32`;
}

/** Keeps the first place of each tensor. */
function once(named: [string, Tensor][]): [string, Tensor][] {
  const seen = new Set<Tensor>();
  return named.filter(([, tensor]) => !seen.has(tensor) && seen.add(tensor));
}

const snakeCase = (field: string): string => field.replace(/[A-Z]/g, (letter) => `_${letter.toLowerCase()}`);
