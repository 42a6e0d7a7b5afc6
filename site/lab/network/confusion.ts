import { noGrad, Tensor } from "../../../src/autograd/index.ts";
import type { Dataset } from "../../../src/data/dataset.ts";
import type { Module } from "../../../src/nn/index.ts";
import { confusionMatrix } from "../../../src/training/confusionMatrix.ts";

/** The examples of each class by the class that a network gives them, [classes][classes]. */
export function confusion(model: Module, { inputs, labels, classes }: Dataset): number[][] {
  const { data, shape } = noGrad(() => model.forward(new Tensor(inputs)));
  const width = shape[1];
  const predictions = Array.from(labels, (_, i) => {
    const row = data.subarray(i * width, (i + 1) * width);
    // One output is the logit of class 1.
    return width === 1 ? Number(row[0] > 0) : row.indexOf(Math.max(...row));
  });
  return confusionMatrix(
    labels,
    predictions.map((one) => Math.max(one, 0)),
    classes,
  );
}
