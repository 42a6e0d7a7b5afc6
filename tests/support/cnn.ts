import { Random } from "../../src/autograd/index.ts";
import { BatchNorm2d, Conv2d, Dropout, Flatten, Linear, MaxPool2d, ReLU, Sequential } from "../../src/nn/index.ts";

/** Every kind of layer that an image network has. */
export const cnn = (seed = 1) => {
  const random = new Random(seed);
  return new Sequential(
    new Conv2d(1, 2, 3, { random }),
    new BatchNorm2d(2),
    new ReLU(),
    new MaxPool2d(2),
    new Sequential(new Flatten(), new Dropout(0.5, { random })),
    new Linear(18, 3, { random }),
  );
};
