import { Tensor } from "../../../src/autograd/tensor.ts";
import { subset } from "../../../src/data/subset.ts";
import { gradcheckModule } from "../../../src/testing/gradcheckModule.ts";
import { type GradientCheck, gradientCheck } from "../gradientCheck.ts";
import { loadWeights, modelOf } from "./netModel.ts";
import { losses } from "./netOptions.ts";
import type { NetRun } from "./netRun.ts";

/** The training examples and the weights of each parameter that are checked. */
const [examples, elements] = [32, 6];

/** Checks the gradient of the training loss at the first rule's weights of step t, or at the initial ones. */
export function netCheck({ state, train, records }: NetRun, t: number): GradientCheck {
  const model = modelOf(state);
  const kept = records[0]?.keptAt(t);
  if (kept !== undefined) loadWeights(model, kept.weights);
  const batch = subset(
    train,
    Int32Array.from({ length: Math.min(examples, train.labels.length) }, (_, i) => i),
  );
  const loss = () => losses[state.loss](model.forward(new Tensor(batch.inputs)), batch);
  const check = gradcheckModule(model, loss, elements);
  return gradientCheck(check.sweep, check.names);
}
