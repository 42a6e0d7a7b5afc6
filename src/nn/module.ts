/** @file What every layer and model is: named parameters and buffers, a training mode, and a forward pass. */

import type { Floats } from "../array/floats.ts";
import { type Shape, sameShape, showShape, sizeOf } from "../array/shape.ts";
import { Random } from "../autograd/random.ts";
import { Tensor } from "../autograd/tensor.ts";
import { showName, showProblems } from "../check/excerpt.ts";

/** The values of a model by name, as PyTorch names them: `0.weight`, `1.running_mean`. */
export type ModelState = Map<string, { shape: Shape; data: Floats }>;

/**
 * A layer or a model. A subclass keeps its tensors and its layers (also arrays of them) in fields and computes with
 * them in `forward`. Not in `#private` fields, which nobody else can see; and no results, which would count as parameters.
 * What takes several inputs, or gives several results, does so in a method of another name.
 *
 * A field's tensor is a parameter unless `bufferNames` lists it. Names follow PyTorch: the path of field names,
 * `runningMean` written `running_mean`, the third layer of an array `blocks.2`.
 */
export abstract class Module {
  /** False after `eval()`: dropout passes everything through and batch norm uses its running statistics. */
  training = true;
  /** The fields that hold numbers kept with the model but not trained. */
  protected readonly bufferNames: readonly string[] = [];

  abstract forward(x: Tensor): Tensor;

  /** The layers directly inside, with their names. */
  children(): [name: string, child: Module][] {
    return this.fields().flatMap(([name, value]): [string, Module][] => {
      if (value instanceof Module) return [[name, value]];
      if (!Array.isArray(value)) return [];
      return value.flatMap((item, i): [string, Module][] => (item instanceof Module ? [[`${name}.${i}`, item]] : []));
    });
  }

  /**
   * Every trained tensor with its path, once, under its first path if layers share it. Each tensor also gets that path
   * as its `name`, unless it has one already; a path from further out replaces the end of it: `0.weight` for `weight`.
   */
  namedParameters(): [name: string, parameter: Tensor][] {
    const found = once(this.tensors("", (module, field) => !module.bufferNames.includes(field)));
    for (const [path, parameter] of found) {
      if (parameter.name === "" || path.endsWith(`.${parameter.name}`)) parameter.name = path;
    }
    return found;
  }

  /** The random generators that layers draw from, dropout's for instance: a checkpoint needs them. */
  namedGenerators(path = ""): [name: string, random: Random][] {
    const own = this.fields()
      .filter((entry): entry is [string, Random] => entry[1] instanceof Random)
      .map(([field, random]): [string, Random] => [path + field, random]);
    return [...own, ...this.children().flatMap(([name, child]) => child.namedGenerators(`${path}${name}.`))];
  }

  parameters(): Tensor[] {
    return this.namedParameters().map(([, parameter]) => parameter);
  }

  /** Every tensor that belongs to the model's state but is not trained, such as running statistics. */
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

  /** A deep copy of all parameters and buffers by name. */
  stateDict(): ModelState {
    const named = [...this.namedParameters(), ...this.namedBuffers()];
    return new Map(named.map(([name, { shape, data }]) => [name, { shape, data: data.slice() }]));
  }

  /**
   * Takes over the values of `state`, in place: the tensors stay the same objects.
   * Throws, before anything changed, if a name is missing, unknown, or of another shape, or if a number is too large.
   */
  loadStateDict(state: ModelState): void {
    this.planLoad(state)();
  }

  /** The first half of `loadStateDict`: throws, or returns the second, which changes the model and cannot fail. */
  planLoad(state: ModelState): () => void {
    const own = new Map([...this.namedParameters(), ...this.namedBuffers()]);
    const problems: string[] = [];
    for (const [name, tensor] of own) {
      const given = state.get(name);
      const problem = given ? misfit(given, tensor) : `${showShape(tensor.shape)} is missing`;
      if (problem !== null) problems.push(`${showName(name)} ${problem}`);
    }
    for (const name of state.keys()) if (!own.has(name)) problems.push(`${showName(name)} is not in the model`);
    if (problems.length > 0) throw new Error(`loadStateDict: nothing was loaded: ${showProblems(problems)}`);
    return () => {
      for (const [name, { data }] of state) (own.get(name) as Tensor).assign(data);
    };
  }

  /** What the summary shows beside the class name, such as `784 → 128`. */
  describe(): string {
    return "";
  }

  private fields(): [string, unknown][] {
    return Object.entries(this);
  }

  private tensors(path: string, wanted: (module: Module, field: string) => boolean): [string, Tensor][] {
    const fields = this.fields();
    const stranger = this.bufferNames.find((name) => !fields.some(([field]) => field === name));
    if (stranger !== undefined)
      throw new RangeError(
        `${this.constructor.name}: bufferNames lists "${stranger}", which is no field; the fields are ${fields.map(([field]) => field).join(", ")}`,
      );
    const own = fields.flatMap(([field, value]): [string, Tensor][] => {
      if (!wanted(this, field)) return [];
      const name = path + snakeCase(field);
      if (value instanceof Tensor) return [[name, value]];
      if (!Array.isArray(value)) return [];
      return value.flatMap((item, i): [string, Tensor][] => (item instanceof Tensor ? [[`${name}.${i}`, item]] : []));
    });
    return [...own, ...this.children().flatMap(([name, child]) => child.tensors(`${path}${name}.`, wanted))];
  }
}

/** Why a tensor cannot take these values; null if it can. */
function misfit({ shape, data }: { shape: Shape; data: Floats }, tensor: Tensor): string | null {
  if (!sameShape(shape, tensor.shape)) return `is ${showShape(shape)}, the model needs ${showShape(tensor.shape)}`;
  if (data.length !== sizeOf(shape)) return `has ${data.length} values for ${showShape(shape)}`;
  if (tensor.isWindow) return "is a view of another tensor of the model, which alone can be loaded";
  if (data instanceof Float32Array || tensor.data instanceof Float64Array) return null;
  const tooLarge = data.find((value) => Number.isFinite(value) && !Number.isFinite(Math.fround(value)));
  return tooLarge === undefined ? null : `holds ${tooLarge}, which is Infinity in the model's Float32`;
}

/** Without the later places of a tensor that has several. */
function once(named: [string, Tensor][]): [string, Tensor][] {
  const seen = new Set<Tensor>();
  return named.filter(([, tensor]) => !seen.has(tensor) && seen.add(tensor));
}

const snakeCase = (field: string): string => field.replace(/[A-Z]/g, (letter) => `_${letter.toLowerCase()}`);
