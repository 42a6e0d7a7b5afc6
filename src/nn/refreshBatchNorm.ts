import { noGrad } from "../autograd/index.ts";
import type { Tensor } from "../autograd/tensor.ts";
import { BatchNorm } from "./layers/batchNorm.ts";
import type { Module } from "./module.ts";

/**
 * Takes the running statistics of every batch norm layer anew: the plain mean of those of the batches. Needed when the
 * weights were not trained to where they are, but averaged — Izmailov et al., UAI 2018, section 3.2.
 *
 * Only batch norm is in training mode meanwhile, so that dropout drops nothing; PyTorch's `update_bn` lets it drop.
 * Without batches, the statistics are those of a new layer.
 *
 *     optimizer.eval();
 *     refreshBatchNorm(model, batches);
 */
export function refreshBatchNorm(model: Module, batches: Iterable<Tensor>): void {
  const modules = everyModule(model);
  const norms = modules.filter((module) => module instanceof BatchNorm);
  if (norms.length === 0) return;
  const modes = modules.map(({ training }) => training);
  const momenta = norms.map(({ momentum }) => momentum);
  model.eval();
  for (const norm of norms) {
    norm.resetRunningStatistics();
    norm.training = true;
    norm.momentum = null;
  }
  try {
    noGrad(() => {
      for (const batch of batches) model.forward(batch);
    });
  } finally {
    for (const [i, module] of modules.entries()) module.training = modes[i];
    for (const [i, norm] of norms.entries()) norm.momentum = momenta[i];
  }
}

const everyModule = (module: Module): Module[] => [
  module,
  ...module.children().flatMap(([, child]) => everyModule(child)),
];
