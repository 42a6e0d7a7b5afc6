/** @file Gradient checks of an op, by the lines of its comment, and of a model. */

import { tensor } from "../../autograd/create/tensor.ts";
import * as autograd from "../../autograd/index.ts";
import type { Tensor } from "../../autograd/tensor.ts";
import type { Examples } from "../../data/dataset.ts";
import { Loader } from "../../data/loader.ts";
import type { Module } from "../../nn/index.ts";
import { gradcheckModule } from "../../testing/gradcheckModule.ts";
import { gradcheckCalls } from "../../testing/support/gradcheckCalls.ts";
import { prepareCall } from "../../testing/support/prepareCall.ts";
import { type Sweep, sweep } from "../../testing/sweep.ts";
import { lossOf } from "../../training/lossOf.ts";
import { isClassification } from "../../training/support/isClassification.ts";
import { readComments, sourcesIn } from "../packageFiles.ts";

export interface GradientCheck {
  name: string;
  /** The names of the inputs. */
  inputs: string[];
  sweep: Sweep;
  passed: boolean;
}

const opTolerance = 1e-7;

/** Every op with the calls that check it. */
export function opCalls(): Map<string, string[]> {
  const calls = sourcesIn("src/autograd/ops").flatMap((file) => gradcheckCalls(readComments(file)));
  const byName = new Map<string, string[]>();
  for (const call of calls) {
    const name = call.slice(0, call.indexOf("("));
    byName.set(name, [...(byName.get(name) ?? []), call]);
  }
  return byName;
}

export function checkCall(call: string, library: typeof autograd = autograd): GradientCheck {
  const { f, inputs } = prepareCall(call, library);
  const found = sweep(f, inputs);
  const names = inputs.map((_, i) => `input ${i}`);
  return { name: call, inputs: names, sweep: found, passed: found.error <= opTolerance };
}

/** Checks ∂loss/∂parameters of a model on a few examples. */
export function checkModel(model: Module, data: Examples, examples: number, elements: number): GradientCheck {
  const batch = inFloat64(new Loader(data, { batch: examples }).next());
  const loss = (): Tensor => lossOf(model.forward(new autograd.Tensor(batch.inputs)), batch);
  const { names, sweep, passed } = gradcheckModule(model, loss, elements);
  return { name: "the model's loss", inputs: names, sweep, passed };
}

function inFloat64<T extends Examples>(data: T): T {
  const copy = (values: Examples["inputs"]): Tensor => tensor(Float64Array.from(values.data), { shape: values.shape });
  if (isClassification(data)) return { ...data, inputs: copy(data.inputs) };
  return { ...data, inputs: copy(data.inputs), targets: copy(data.targets) };
}
