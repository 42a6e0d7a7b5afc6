import { noGrad } from "../autograd/noGrad.ts";
import type { Tensor } from "../autograd/tensor.ts";
import { BatchNorm } from "./layers/batchNorm.ts";
import { type Module, modulesIn } from "./module.ts";

/**
 * Computes the running statistics of every batch norm layer again: the plain mean of the batches' statistics. Averaged
 * weights need this, because the old statistics belong to other weights — Izmailov et al., UAI 2018, section 3.2.
 *
 * Only batch norm is in training mode meanwhile, so dropout keeps everything; PyTorch's `update_bn` lets it drop.
 * Without batches, the statistics are those of a new layer.
 *
 * Between `optimizer.eval()` and `optimizer.train()` the new statistics are temporary: `train()` puts the old ones
 * back.
 *
 *     optimizer.eval();
 *     refreshBatchNorm(model, batches);
 *     evaluate(model, test);
 *     optimizer.train();
 */
export function refreshBatchNorm(model: Module, batches: Iterable<Tensor>): void {
  const modules = modulesIn(model);
  const norms = modules.filter((module) => module instanceof BatchNorm);
  if (norms.length === 0) return;
  const modes = modules.map(({ training }) => training);
  const momenta = norms.map(({ momentum }) => momentum);
  model
    .parameters()
    .find(({ onRestore }) => onRestore !== null)
    ?.onRestore?.push(restorer(norms));
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

/** Returns a function that puts the present statistics back. */
function restorer(norms: readonly BatchNorm[]): () => void {
  const kept = norms.flatMap((norm) => norm.namedBuffers().map(([, buffer]) => [buffer, buffer.data.slice()] as const));
  return () => {
    for (const [buffer, values] of kept) buffer.assign(values);
  };
}
