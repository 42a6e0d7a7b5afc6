import type { Random } from "../autograd/random.ts";
import { sizeOf } from "../kernels/array.ts";
import { Conv2d, Flatten, Linear, MaxPool2d, type Module, ReLU, Sequential } from "../nn/index.ts";
import { UsageError } from "./usageError.ts";

export const modelNames = ["cnn", "mlp"] as const;
export type ModelName = (typeof modelNames)[number];

/** A named model for inputs of this shape, without the batch axis. */
export function buildModel(name: ModelName, inputShape: readonly number[], classes: number, random: Random): Module {
  const inputs = sizeOf(inputShape);
  if (name === "mlp") {
    return new Sequential(
      new Flatten(),
      new Linear(inputs, 128, { random }),
      new ReLU(),
      new Linear(128, classes, { random }),
    );
  }
  const [channels, height, width] = inputShape;
  if (inputShape.length !== 3 || height < 10 || width < 10) {
    throw new UsageError(
      `--model cnn needs images [channels,height,width] of at least 10 by 10, the data has [${inputShape}]; try --model mlp`,
    );
  }
  const after = (n: number): number => Math.floor((Math.floor((n - 2) / 2) - 2) / 2);
  return new Sequential(
    new Conv2d(channels, 8, 3, { random }),
    new ReLU(),
    new MaxPool2d(2),
    new Conv2d(8, 16, 3, { random }),
    new ReLU(),
    new MaxPool2d(2),
    new Flatten(),
    new Linear(16 * after(height) * after(width), classes, { random }),
  );
}
