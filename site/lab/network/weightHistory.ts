import { NetRun } from "./netRun.ts";

/** One weight of the network that a rule trains, and the number of steps to follow it. */
export interface WeightPlace {
  /** The rank of the rule. */
  readonly rule: number;
  /** The rank of the weight among all of the network. */
  readonly weight: number;
  readonly steps: number;
}

/** The start of a weight, and the gradient that the rule got for it at steps 1, 2, 3, …: after clipping. */
export interface WeightHistory {
  readonly start: number;
  /** Fewer than asked for where the training ended. */
  readonly gradients: Float32Array;
}

/** Trains the network of one rule again: from the same initial weights, on the same batches. */
export function weightHistory({ state }: Pick<NetRun, "state">, place: WeightPlace): WeightHistory {
  const run = new NetRun({ ...state, choices: [state.choices[place.rule]] });
  const [{ model, record }] = run.trainings;
  let at = place.weight;
  const parameter = model.parameters().find(({ size }) => {
    if (at < size) return true;
    at -= size;
    return false;
  });
  if (parameter === undefined)
    throw new RangeError(`weightHistory: weight must be in the network, got ${place.weight}`);
  const start = parameter.data[at];
  const gradients = new Float32Array(place.steps);
  for (let t = 1; t <= place.steps; t++) {
    run.advance(t);
    if (record.done < t) return { start, gradients: gradients.slice(0, record.done) };
    gradients[t - 1] = parameter.grad?.[at] ?? 0;
  }
  return { start, gradients };
}
