import { totalmem } from "node:os";
import { sizeOf } from "../../array/shape.ts";
import type { Random } from "../../autograd/random.ts";
import { thousands } from "../../check/counted.ts";
import type { Examples } from "../../data/dataset.ts";
import { BatchNorm2d } from "../../nn/layers/batchNorm2d.ts";
import { Conv2d } from "../../nn/layers/conv2d.ts";
import { Dropout } from "../../nn/layers/dropout.ts";
import { Flatten } from "../../nn/layers/flatten.ts";
import { Linear } from "../../nn/layers/linear.ts";
import { MaxPool2d } from "../../nn/layers/maxPool2d.ts";
import { ReLU } from "../../nn/layers/relu.ts";
import { Sequential } from "../../nn/layers/sequential.ts";
import type { Module } from "../../nn/module.ts";
import { isClassification } from "../../training/support/isClassification.ts";
import { UsageError, unknownName } from "../flags/usageError.ts";

const hiddenUnits = 128;

/** Weights, gradients and two buffers of the optimizer, in Float32. */
const bytesPerParameter = 16;

/** The memory that this process may use, in bytes. */
const memoryLimit = (): number => Math.min(totalmem(), process.constrainedMemory?.() || Infinity);

/** Two 5×5 kernels and two poolings reduce this to one pixel. */
const smallestSide = 16;

/** The model of `--model` for these examples: cnn, mlp, or layer sizes such as 2-16-16-2. */
export function buildModel(given: string | null, data: Examples, random: Random): Module {
  const inputShape = data.inputs.shape.slice(1);
  const inputs = sizeOf(inputShape);
  const outputs = isClassification(data) ? data.classes : sizeOf(data.targets.shape.slice(1));
  const name = given ?? (isImage(inputShape) ? "cnn" : "mlp");
  if (name === "mlp") return perceptron([inputs, hiddenUnits, outputs], inputShape.length > 1, random);
  if (name === "cnn") return convolutional(inputShape, outputs, random);
  const sizes = name.split("-").map(Number);
  if (!/^\d+(-\d+)*$/.test(name)) {
    const { message } = unknownName("value", name, ["cnn", "mlp"], "--model");
    throw new UsageError(`${message}, or layer sizes such as ${inputs}-16-16-${outputs}`);
  }
  if (sizes.length < 2 || sizes[0] !== inputs || sizes.at(-1) !== outputs || sizes.includes(0)) {
    throw new UsageError(
      `--model ${name} must have ${inputs} inputs and ${outputs} outputs for this data, such as ${inputs}-16-16-${outputs}`,
    );
  }
  return perceptron(sizes, inputShape.length > 1, random);
}

const isImage = ({ length, 1: height, 2: width }: readonly number[]): boolean =>
  length === 3 && height >= smallestSide && width >= smallestSide;

/** Linear layers with ReLU between them. */
function perceptron(sizes: readonly number[], flatten: boolean, random: Random): Module {
  checkMemory(sizes);
  const layers: Module[] = flatten ? [new Flatten()] : [];
  for (let i = 1; i < sizes.length; i++) {
    layers.push(new Linear(sizes[i - 1], sizes[i], { random }));
    if (i < sizes.length - 1) layers.push(new ReLU());
  }
  return new Sequential(...layers);
}

/** Throws UsageError if the model and its training need more memory than there is. */
function checkMemory(sizes: readonly number[]): void {
  const parameters = sizes.slice(1).reduce((sum, out, i) => sum + out * (sizes[i] + 1), 0);
  const bytes = parameters * bytesPerParameter;
  if (bytes <= memoryLimit()) return;
  const gigabytes = (n: number): string => `${thousands(Math.ceil(n / 2 ** 30))} GiB`;
  throw new UsageError(
    `--model ${sizes.join("-")} needs ${gigabytes(bytes)} of memory for weights, gradients and optimizer state, the limit is ${gigabytes(memoryLimit())}; use smaller layers`,
  );
}

/** Two convolutions with batch norm and pooling, and a linear layer: 97.5 % on MNIST after 9,000 examples of it. */
function convolutional(inputShape: readonly number[], outputs: number, random: Random): Module {
  const [channels, height, width] = inputShape;
  if (!isImage(inputShape)) {
    throw new UsageError(
      `--model cnn must have images [channels,height,width] of at least ${smallestSide} by ${smallestSide}, got [${inputShape}]; use --model mlp`,
    );
  }
  const after = (n: number): number => Math.floor((Math.floor((n - 4) / 2) - 4) / 2);
  return new Sequential(
    new Conv2d(channels, 8, 5, { random }),
    new BatchNorm2d(8),
    new ReLU(),
    new MaxPool2d(2),
    new Conv2d(8, 16, 5, { random }),
    new BatchNorm2d(16),
    new ReLU(),
    new MaxPool2d(2),
    new Flatten(),
    new Dropout(0.3, { random: random.split() }),
    new Linear(16 * after(height) * after(width), outputs, { random }),
  );
}

/** The layer sizes, or "cnn", with the number of parameters. */
export function describeModel(model: Module): string {
  const parameters = model.namedParameters();
  const weights = parameters.filter(([name]) => name.endsWith("weight")).map(([, { shape }]) => shape);
  const count = parameters.reduce((sum, [, { shape }]) => sum + sizeOf(shape), 0);
  const kind = weights.some(({ length }) => length === 4)
    ? "cnn"
    : [weights[0][1], ...weights.map(([out]) => out)].join("-");
  return `${kind} (${thousands(count)} parameters)`;
}
