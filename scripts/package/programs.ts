/** @file Small programs that use the package as its users would, by file name. */

/** Trains a line through two points; fails loudly where the fit is off. */
export const everywhere = `
import { adam, Linear, mse, Optimizer, Random, type Tensor, tensor } from "downhill";

const model = new Linear(2, 1, { random: new Random(1) });
const optimizer = new Optimizer(model.parameters(), adam({ lr: 0.1 }));
const inputs: Tensor = tensor([[0, 1], [1, 0]]);
for (let step = 0; step < 200; step++) {
  optimizer.zeroGrad();
  mse(model.forward(inputs), tensor([[1], [-1]])).backward();
  optimizer.step();
}
const [first] = model.forward(inputs).data;
if (Math.abs(first - 1) > 1e-2) throw new Error(\`the fit is off: \${first}\`);
(globalThis as { fitted?: number }).fitted = first;
console.log("fitted");
`;

/** Errors thrown by one entry are instances of the class that the other exports; folders and files are entries too. */
export const inNode = `
import { DataFileError, tensor } from "downhill";
import { add } from "downhill/autograd";
import { readMnist } from "downhill/node";
import { adam } from "downhill/optim/rules/adam";
import { cosine } from "downhill/schedules";
import { trajectories } from "downhill/testing";
import "./everywhere.js";

if (add(tensor([1]), tensor([2])).item() !== 3) throw new Error("two copies of the tensors");
if (adam({ lr: cosine(0.1, 10) }).name !== "adam") throw new Error("no adam");
const [{ theta }] = await trajectories("adam");
if (!theta[0][0].startsWith("1.")) throw new Error("no trajectory of adam");
try {
  readMnist("nowhere");
  throw new Error("readMnist found MNIST nowhere");
} catch (error) {
  if (!(error instanceof DataFileError && error.message.startsWith("nowhere"))) throw error;
}
console.log("works");
`;

/** A page that trains, and lets a worker train too; the answers are in its title. */
export const page = (script: string): string =>
  `<!doctype html><meta charset="utf-8"><title>waiting</title><script type="module" src="${script}"></script>`;

export const pageScript = (library: string, worker: string): string => `
import { adam, Linear, mse, Optimizer, Random, tensor } from "${library}";
const model = new Linear(1, 1, { random: new Random(1) });
const optimizer = new Optimizer(model.parameters(), adam({ lr: 0.1 }));
mse(model.forward(tensor([[1]])), tensor([[1]])).backward();
optimizer.step();
// Needed under require-trusted-types-for 'script' only.
const trusted = globalThis.trustedTypes?.createPolicy("worker", { createScriptURL: (url) => url });
const scriptUrl = (url) => trusted?.createScriptURL(url) ?? url;
const worker = ${worker};
worker.onmessage = ({ data }) => { document.title = data; };
worker.onerror = ({ message }) => { document.title = "worker failed: " + message; };
`;

export const workerScript = (library: string): string => `
import { tensor, sum } from "${library}";
postMessage(sum(tensor([1, 2])).item() === 3 ? "works" : "wrong sum");
`;
