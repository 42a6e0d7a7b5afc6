import { count } from "../../check/kinds.ts";
import { defineWrapper } from "../defineWrapper.ts";

/**
 * Stochastic weight averaging, around any rule: the plain mean of weights along the path.
 *
 *     t ≤ start:                                  ā ← θₜ
 *     t = start + every, start + 2 every, …:      ā ← ā + (θₜ − ā) / n          n = 2, 3, …
 *
 * For the end of training with a constant or cyclic learning rate. `start` is where that begins, `every` the length of
 * a cycle or an epoch. Both count the updates of a parameter, so a group that is added later has its own start.
 *
 * `optimizer.eval()` puts ā into the model, and `train()` puts θ back. Before `start` nothing is averaged: `eval()`
 * then leaves the current weights and returns false. The statistics of batch norm belong to θ: call
 * `refreshBatchNorm(model, batches)` after `eval()`.
 */
export const swa = defineWrapper({
  name: "swa",
  source: {
    authors: "Izmailov et al.",
    title: "Averaging Weights Leads to Wider Optima and Better Generalization",
    venue: "UAI",
    year: 2018,
    url: "https://arxiv.org/abs/1803.05407",
    place: "Algorithm 1",
  },
  hyper: {
    /** Update at which averaging starts. */ start: count.or(1),
    /** Updates between two weights that are averaged. */ every: count.or(1),
  },
  init: (theta) => ({ average: theta.slice() }),
  average: "average",
  hasAverage: (t, { start }) => t >= start,

  update({ theta, t }, { average }, { start, every }, inner) {
    inner.update();
    if (t <= start) average.set(theta);
    if (t <= start || (t - start) % every !== 0) return;
    const n = (t - start) / every + 1;
    for (let i = 0; i < theta.length; i++) {
      average[i] += (theta[i] - average[i]) / n;
    }
  },
});
