/** @file Runs inside the browser: the same computations as in the test beside it, answered as plain JSON. */
import {
  acceleration,
  adam,
  Conv2d,
  crossEntropy,
  drawnDigits,
  Flatten,
  Linear,
  Loader,
  MaxPool2d,
  Optimizer,
  Random,
  ReLU,
  Sequential,
  Tensor,
  twoMoons,
  useFast,
  useReference,
} from "../../src/index.ts";
import { hash } from "../support/hash.ts";
import { portableHash } from "../support/portableHash.ts";

export interface Answers {
  portable: string;
  digits: string;
  moons: string;
  /** Losses of the same ten steps by the plain loops and by the fast kernels. The convolution's weights follow. */
  plain: number[];
  fast: number[];
  acceleration: string;
}

function tenSteps(): number[] {
  const random = new Random(5);
  const convolution = new Conv2d(1, 4, 3, { random });
  const model = new Sequential(
    convolution,
    new ReLU(),
    new MaxPool2d(2),
    new Flatten(),
    new Linear(676, 10, { random }),
  );
  const optimizer = new Optimizer(model.parameters(), adam({ lr: 2e-3 }));
  const loader = new Loader(drawnDigits(160, { random }), { batch: 16, random });
  const losses = [...loader.rest()].map(({ inputs, labels }) => {
    optimizer.zeroGrad();
    const loss = crossEntropy(model.forward(new Tensor(inputs)), labels);
    loss.backward();
    optimizer.step();
    return loss.item();
  });
  return [...losses, ...convolution.weight.data];
}

export function answer(): Answers {
  useReference();
  const plain = tenSteps();
  useFast();
  const fast = tenSteps();
  const portable = portableHash();
  const digits = hash(drawnDigits(100, { random: new Random(7) }).inputs.data);
  const moons = hash(twoMoons(100, { random: new Random(7) }).inputs.data);
  return { portable, digits, moons, plain, fast, acceleration: acceleration().kind };
}
