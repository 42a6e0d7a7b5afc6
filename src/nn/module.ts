/** @file What every layer and model is: named parameters and buffers, a training mode, and a forward pass. */
import { Tensor } from "../autograd/tensor.ts";
import { type Floats, type Shape, sameShape, showShape } from "../kernels/array.ts";

/** The values of a model by name, as PyTorch names them: `0.weight`, `1.running_mean`. */
export type ModelState = Map<string, { shape: Shape; data: Floats }>;

/**
 * A layer or a model. A subclass keeps its tensors and its layers in fields and computes with them in `forward`.
 *
 * A field's tensor is a parameter if it requires a gradient or is listed in no `bufferNames`; names follow PyTorch:
 * the path of field names, `runningMean` written `running_mean`.
 */
export abstract class Module {
  /** False after `eval()`: dropout passes everything through and batch norm uses its running statistics. */
  training = true;
  /** The fields that hold numbers kept with the model but not trained. */
  protected readonly bufferNames: readonly string[] = [];

  abstract forward(x: Tensor): Tensor;

  /** The layers directly inside, with their names. */
  children(): [name: string, child: Module][] {
    return this.fields().filter((field): field is [string, Module] => field[1] instanceof Module);
  }

  /** Every trained tensor with its path; each tensor also gets that path as its `name`. */
  namedParameters(): [name: string, parameter: Tensor][] {
    const found = this.tensors("", (module, field) => !module.bufferNames.includes(field));
    for (const [name, parameter] of found) parameter.name = name;
    return found;
  }

  parameters(): Tensor[] {
    return this.namedParameters().map(([, parameter]) => parameter);
  }

  /** Every tensor that belongs to the model's state but is not trained, such as running statistics. */
  namedBuffers(): [name: string, buffer: Tensor][] {
    return this.tensors("", (module, field) => module.bufferNames.includes(field));
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
   * Throws, before anything changed, if a name is missing, unknown, or of another shape.
   */
  loadStateDict(state: ModelState): void {
    const own = new Map([...this.namedParameters(), ...this.namedBuffers()]);
    const problems: string[] = [];
    for (const [name, { shape }] of own) {
      const given = state.get(name);
      if (given === undefined) problems.push(`${name} ${showShape(shape)} is missing`);
      else if (!sameShape(given.shape, shape))
        problems.push(`${name} is ${showShape(given.shape)}, the model needs ${showShape(shape)}`);
    }
    for (const name of state.keys()) if (!own.has(name)) problems.push(`${name} is not in the model`);
    if (problems.length > 0) throw new Error(`loadStateDict: nothing was loaded: ${problems.join("; ")}`);
    for (const [name, { data }] of state) (own.get(name) as Tensor).assign(data);
  }

  /** What the summary shows beside the class name, such as `784 → 128`. */
  describe(): string {
    return "";
  }

  private fields(): [string, unknown][] {
    return Object.entries(this);
  }

  private tensors(path: string, wanted: (module: Module, field: string) => boolean): [string, Tensor][] {
    const own = this.fields()
      .filter((entry): entry is [string, Tensor] => entry[1] instanceof Tensor && wanted(this, entry[0]))
      .map(([field, value]): [string, Tensor] => [path + snakeCase(field), value]);
    return [...own, ...this.children().flatMap(([name, child]) => child.tensors(`${path}${name}.`, wanted))];
  }
}

const snakeCase = (field: string): string => field.replace(/[A-Z]/g, (letter) => `_${letter.toLowerCase()}`);
