/** @file Gradient checks of an op, by the lines of its comment, and of a model. */
import * as autograd from "../../autograd/index.ts";
import { type Tensor, tensor } from "../../autograd/index.ts";
import type { Examples } from "../../data/dataset.ts";
import { Loader } from "../../data/loader.ts";
import type { Module } from "../../nn/index.ts";
import { lossOf } from "../../training/lossOf.ts";
import { isClassification } from "../../training/support/isClassification.ts";
import { rememberGenerators } from "../../training/support/rememberGenerators.ts";
import { readSource, sourcesIn } from "../packageFiles.ts";
import { gradcheckCalls, prepare } from "./gradcheckCall.ts";
import { allSteps, type Sweep, sweep } from "./sweep.ts";

export interface GradientCheck {
  name: string;
  /** What the inputs are called. */
  inputs: string[];
  sweep: Sweep;
  passed: boolean;
}

const opTolerance = 1e-7;
/** A model adds many roundings up. */
const modelTolerance = 1e-6;

/** Where the V of a model's loss has its bottom: every distance costs two evaluations of it for every element. */
const modelSteps = allSteps.filter((step) => step <= 1e-3 && step >= 1e-7);

/** Every op with the calls that check it. */
export function opCalls(): Map<string, string[]> {
  const calls = sourcesIn("src/autograd/ops").flatMap((file) => gradcheckCalls(readSource(file)));
  const byName = new Map<string, string[]>();
  for (const call of calls) {
    const name = call.slice(0, call.indexOf("("));
    byName.set(name, [...(byName.get(name) ?? []), call]);
  }
  return byName;
}

export function checkCall(call: string): GradientCheck {
  const { f, inputs } = prepare(call, autograd);
  const found = sweep(f, inputs, allSteps);
  const names = inputs.map((_, i) => `input ${i}`);
  return { name: call, inputs: names, sweep: found, passed: found.error <= opTolerance };
}

/** ∂loss/∂parameters of a model on a few examples. */
export function checkModel(model: Module, data: Examples, examples: number, elements: number): GradientCheck {
  toFloat64(model);
  const batch = inFloat64(new Loader(data, { batch: examples }).next());
  const rewind = rememberGenerators(model);
  const loss = (): Tensor => {
    // Dropout has to leave out the same units every time.
    rewind();
    return lossOf(model.forward(new autograd.Tensor(batch.inputs)), batch);
  };
  const found = sweep(loss, model.parameters(), modelSteps, elements);
  const names = model.namedParameters().map(([name]) => name);
  return { name: "the model's loss", inputs: names, sweep: found, passed: found.error <= modelTolerance };
}

/** Exchanges every tensor of the model for its copy in Float64. */
function toFloat64(module: Module): void {
  for (const [field, value] of Object.entries(module)) {
    if (!(value instanceof autograd.Tensor)) continue;
    const copy: Tensor = tensor(Float64Array.from(value.data), {
      shape: value.shape,
      requiresGrad: value.requiresGrad,
    });
    Object.assign(module, { [field]: copy });
  }
  for (const [, child] of module.children()) toFloat64(child);
}

function inFloat64<T extends Examples>(data: T): T {
  const copy = (values: Examples["inputs"]): Tensor => tensor(Float64Array.from(values.data), { shape: values.shape });
  if (isClassification(data)) return { ...data, inputs: copy(data.inputs) };
  return { ...data, inputs: copy(data.inputs), targets: copy(data.targets) };
}
