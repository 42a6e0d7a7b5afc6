import { count } from "../../check/kinds.ts";
import { defineWrapper } from "../defineWrapper.ts";

/**
 * Stochastic weight averaging, around any rule — Izmailov et al., "Averaging Weights Leads to Wider Optima and Better
 * Generalization", UAI 2018, Algorithm 1. https://arxiv.org/abs/1803.05407
 *
 *     at updates t = start, start + every, start + 2 every, …, the n-th of them:
 *     ā ← ā + (θₜ − ā) / n          ā₀ = θ₀
 *
 * The plain mean of the weights met, for the end of training with a constant or cyclic learning rate: `start` where that
 * begins, `every` the length of a cycle or an epoch. `optimizer.eval()` puts ā into the model, `train()` θ again.
 * Statistics of batch norm belong to θ: after `eval()` take them anew with `refreshBatchNorm(model, batches)`.
 */
export const swa = defineWrapper({
  name: "swa",
  hyper: { start: count.or(1), every: count.or(1) },
  init: (theta) => ({ average: theta.slice() }),
  average: "average",

  update({ theta, t }, { average }, { start, every }, inner) {
    inner.update();
    if (t < start || (t - start) % every !== 0) return;
    const n = (t - start) / every + 1;
    for (let i = 0; i < theta.length; i++) {
      average[i] += (theta[i] - average[i]) / n;
    }
  },
});
