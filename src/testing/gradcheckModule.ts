import type { Tensor } from "../autograd/index.ts";
import type { Module } from "../nn/index.ts";
import { inFloat64 } from "../nn/support/inFloat64.ts";
import { rememberGenerators } from "../nn/support/rememberGenerators.ts";
import { allSteps, type Sweep, sweep } from "./sweep.ts";

export interface ModuleCheck {
  /** The parameters' names, by the number of the input in `sweep`. */
  names: string[];
  sweep: Sweep;
  passed: boolean;
  /** The verdict in words, with the weight whose derivatives differ most. */
  message: string;
}

/** A model adds up many roundings. */
const tolerance = 1e-6;

/** The errors of a model's loss are smallest here. Each distance costs two evaluations of the loss per element. */
const steps = allSteps.filter((step) => step <= 1e-3 && step >= 1e-7);

/**
 * Compares ∂loss/∂parameters with central differences, in Float64. Meanwhile the model's tensors hold Float64 copies of
 * their numbers. `loss` evaluates the model on Float64 inputs. Every evaluation starts from the same states of the
 * model's random generators, so dropout drops the same units. `elements` limits the weights checked per parameter.
 *
 * @example ((l) => gradcheckModule(l, () => sum(l.weight)))(new Linear(2, 1, { random: new Random(1) })).passed // true
 */
export function gradcheckModule(model: Module, loss: () => Tensor, elements = Infinity): ModuleCheck {
  const rewind = rememberGenerators(model);
  const rewound = (): Tensor => {
    rewind();
    return loss();
  };
  const parameters = model.namedParameters();
  const names = parameters.map(([name]) => name);
  const tensors = [...parameters, ...model.namedBuffers()].map(([, tensor]) => tensor);
  try {
    const found = inFloat64(tensors, () => sweep(rewound, model.parameters(), steps, elements));
    const passed = found.error <= tolerance;
    return { names, sweep: found, passed, message: messageOf(found, names, passed) };
  } finally {
    rewind();
  }
}

function messageOf({ error, worst, kink, checked }: Sweep, names: readonly string[], passed: boolean): string {
  const bound = `${checked} derivatives, relative error at most ${error.toExponential(1)}`;
  if (passed) return `the gradient of the loss agrees with central differences: ${bound}`;
  const { input, index, analytic, numeric } = worst;
  const slopes = kink === null ? "" : `; a kink here: slope ${kink.left} on the left, ${kink.right} on the right`;
  return (
    `the gradient of the loss is wrong: ${names[input]}, element ${index}: ${analytic} from the tape, ` +
    `${numeric} from differences, relative error ${worst.error.toExponential(1)}, at most ${tolerance}${slopes}`
  );
}
