/** @file XOR, the smallest problem a single layer cannot solve: four points and seventeen weights. */
import {
  adam,
  binaryCrossEntropyWithLogits,
  Linear,
  Optimizer,
  Random,
  Sequential,
  Tanh,
  tensor,
} from "../src/index.ts";
import { program, report, type Settings, type Verdict } from "./program.ts";

const inputs = tensor([
  [0, 0],
  [0, 1],
  [1, 0],
  [1, 1],
]);
const targets = tensor([[0], [1], [1], [0]]);

export function main({ steps }: Settings): Verdict {
  const random = new Random(1);
  const model = new Sequential(new Linear(2, 4, { random }), new Tanh(), new Linear(4, 1, { random }));
  const optimizer = new Optimizer(model.parameters(), adam({ lr: 0.05 }));
  for (let step = 1; step <= steps; step++) {
    optimizer.zeroGrad();
    const loss = binaryCrossEntropyWithLogits(model.forward(inputs), targets);
    loss.backward();
    optimizer.step();
    report(step, steps, loss.item());
  }
  // A logit above 0 says "true".
  const answers = [...model.forward(inputs).data].map((logit) => (logit > 0 ? 1 : 0));
  const right = answers.filter((answer, i) => answer === targets.data[i]).length;
  return { text: `${right} of 4 right (target 4)`, reached: right === 4 };
}

program(import.meta.url, "Learns XOR with one hidden layer.", { steps: 200 }, main);
