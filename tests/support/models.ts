/** @file The model whose weights cross the border to PyTorch, and its counterpart in torch_weights.py. */

import { Random } from "../../src/autograd/index.ts";
import { BatchNorm2d, Conv2d, Flatten, LayerNorm, Linear, MaxPool2d, ReLU, Sequential } from "../../src/nn/index.ts";

export function cnn(seed: number): Sequential {
  const random = new Random(seed);
  return new Sequential(
    new Conv2d(1, 3, 3, { random }),
    new BatchNorm2d(3),
    new ReLU(),
    new MaxPool2d(2),
    new Flatten(),
    new Linear(27, 5, { random }),
    new LayerNorm(5),
  );
}

/** The same model as if after three batches, so that its running statistics are not what every new model has. */
export function warmedUp(seed: number): Sequential {
  const model = cnn(seed);
  const random = new Random(seed);
  for (const [, buffer] of model.namedBuffers())
    buffer.assign(buffer.shape.length === 0 ? [3] : Float32Array.from(buffer.data, () => random.uniform(0.5, 2)));
  return model.eval();
}
