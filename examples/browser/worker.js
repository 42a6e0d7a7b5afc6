import { adam, crossEntropy, Loader, Optimizer, Random, serveTraining, Tensor } from "../../dist/downhill.browser.js";
import { examples, makeModel } from "./model.js";

serveTraining(self, ({ lr, steps }) => {
  const model = makeModel();
  const optimizer = new Optimizer(model.parameters(), adam({ lr }));
  const loader = new Loader(examples(), { batch: 64, random: new Random(3) });
  return {
    model,
    steps,
    step(index) {
      const batch = loader.next();
      optimizer.zeroGrad();
      const loss = crossEntropy(model.forward(new Tensor(batch.inputs)), batch.labels);
      loss.backward();
      optimizer.step();
      return { step: index + 1, loss: loss.item() };
    },
  };
});
