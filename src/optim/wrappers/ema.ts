import { fraction } from "../../check/kinds.ts";
import { defineWrapper } from "../defineWrapper.ts";

/**
 * Exponential moving average of the weights, around any rule — Polyak & Juditsky 1992 average plainly; Tarvainen &
 * Valpola, "Mean teachers are better role models", NIPS 2017, exponentially.
 *
 *     āₜ = d āₜ₋₁ + (1 − d) θₜ          ā₀ = θ₀, d = `decay`
 *
 * Training is not changed. `optimizer.eval()` puts ā into the model, `train()` θ again. Statistics of batch norm belong
 * to θ: after `eval()` take them anew with `refreshBatchNorm(model, batches)`.
 */
export const ema = defineWrapper({
  name: "ema",
  hyper: { decay: fraction.or(0.999) },
  init: (theta) => ({ average: theta.slice() }),
  average: "average",

  update({ theta }, { average }, { decay }, inner) {
    inner.update();
    for (let i = 0; i < theta.length; i++) {
      average[i] = decay * average[i] + (1 - decay) * theta[i];
    }
  },
});
