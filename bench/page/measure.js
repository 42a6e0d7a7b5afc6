import { adam, crossEntropy, Linear, Optimizer, pacedSteps, Random, ReLU, Sequential, spiral, Tensor } from "../../dist/downhill.browser.js";

/** A step of about 1 ms: an MLP 2-128-128-3 on 128 examples. */
function makeStep() {
  const random = new Random(1);
  const model = new Sequential(
    new Linear(2, 128, { random }),
    new ReLU(),
    new Linear(128, 128, { random }),
    new ReLU(),
    new Linear(128, 3, { random }),
  );
  const data = spiral(128, { arms: 3, random });
  const inputs = new Tensor(data.inputs);
  const optimizer = new Optimizer(model.parameters(), adam());
  return () => {
    optimizer.zeroGrad();
    const loss = crossEntropy(model.forward(inputs), data.labels);
    loss.backward();
    optimizer.step();
    return { loss: loss.item() };
  };
}

const delays = [];
document.getElementById("button").addEventListener("click", (event) => delays.push(performance.now() - event.timeStamp));
const longest = { task: 0 };
new PerformanceObserver((list) => {
  for (const { duration } of list.getEntries()) longest.task = Math.max(longest.task, duration);
}).observe({ entryTypes: ["longtask"] });

window.measure = {
  /** Milliseconds of `steps` steps in one task. */
  blocking(steps) {
    const step = makeStep();
    const start = performance.now();
    for (let i = 0; i < steps; i++) step();
    return performance.now() - start;
  },

  /** The same steps by pacedSteps; the delays of the clicks that came meanwhile, and the longest task over 50 ms. */
  async paced(steps) {
    const step = makeStep();
    delays.length = 0;
    longest.task = 0;
    const start = performance.now();
    for await (const { loss } of pacedSteps(steps, step)) if (Number.isNaN(loss)) throw new Error("NaN");
    const milliseconds = performance.now() - start;
    await new Promise((done) => setTimeout(done, 100));
    return { milliseconds, delays: [...delays], longestTask: longest.task };
  },
};
