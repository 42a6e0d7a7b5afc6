import { Tensor, tensor } from "../autograd/index.ts";
import type { Module } from "../nn/index.ts";
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
 * Compares ∂loss/∂parameters with central differences, in Float64. Replaces the model's tensors by Float64 copies
 * meanwhile. `loss` evaluates the model on Float64 inputs. Every evaluation starts from the same states of the model's
 * random generators, so dropout drops the same units. `elements` limits the weights checked per parameter.
 *
 * @example ((model) => gradcheckModule(model, () => sum(model.weight)))(new Linear(2, 1, { random: new Random(1) })).passed
 * // true
 */
export function gradcheckModule(model: Module, loss: () => Tensor, elements = Infinity): ModuleCheck {
  const putBack = toFloat64(model);
  const generators = model.namedGenerators().map(([, random]) => ({ random, state: random.stateDict() }));
  const rewind = (): void => {
    for (const { random, state } of generators) random.loadStateDict(state);
  };
  const rewound = (): Tensor => {
    rewind();
    return loss();
  };
  try {
    const found = sweep(rewound, model.parameters(), steps, elements);
    const names = model.namedParameters().map(([name]) => name);
    const passed = found.error <= tolerance;
    return { names, sweep: found, passed, message: messageOf(found, names, passed) };
  } finally {
    rewind();
    putBack();
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

/** Replaces every tensor of the model by its copy in Float64. Returns the function that puts the originals back. */
function toFloat64(module: Module): () => void {
  const originals = Object.entries(module).filter((entry): entry is [string, Tensor] => entry[1] instanceof Tensor);
  for (const [field, { data, shape, requiresGrad }] of originals)
    Object.assign(module, { [field]: tensor(Float64Array.from(data), { shape, requiresGrad }) });
  const inside = module.children().map(([, child]) => toFloat64(child));
  return () => {
    Object.assign(module, Object.fromEntries(originals));
    for (const putBack of inside) putBack();
  };
}
