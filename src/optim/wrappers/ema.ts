import { fraction } from "../../check/kinds.ts";
import { powInt } from "../../math/portable.ts";
import { defineWrapper } from "../defineWrapper.ts";

/**
 * Exponential moving average of the weights, around any rule.
 *
 *     āₜ = āₜ₋₁ + (1 − d) / (1 − dᵗ) (θₜ − āₜ₋₁)          d = `decay`
 *
 * For constant d this is ā = Σₛ (1 − d) dᵗ⁻ˢ θₛ / (1 − dᵗ). The random weights θ₀ have no part in
 * it.
 *
 * Training is not changed. `optimizer.eval()` puts ā into the model, and `train()` puts θ back. The statistics of
 * batch norm belong to θ: call `refreshBatchNorm(model, batches)` after `eval()`.
 */
export const ema = defineWrapper({
  name: "ema",
  source: {
    authors: "Tarvainen & Valpola",
    title: "Mean teachers are better role models",
    venue: "NIPS",
    year: 2017,
    url: "https://arxiv.org/abs/1703.01780",
    place: "equation 3, with the bias correction of Adam (Kingma & Ba 2015, section 3)",
  },
  hyper: {
    /** Decay rate d of the average. */ decay: fraction.or(0.999),
  },
  init: (theta) => ({ average: theta.slice() }),
  average: "average",

  update({ theta, t }, { average }, { decay }, inner) {
    inner.update();
    const share = (1 - decay) / (1 - powInt(decay, t));
    for (let i = 0; i < theta.length; i++) {
      average[i] += share * (theta[i] - average[i]);
    }
  },

  variants: {
    /**
     *     āₜ = d āₜ₋₁ + (1 − d) θₜ          ā₁ = θ₁
     */
    pytorch: {
      source: {
        authors: "PyTorch",
        title: "torch.optim.swa_utils.AveragedModel",
        year: 2023,
        url: "https://docs.pytorch.org/docs/stable/generated/torch.optim.swa_utils.AveragedModel.html",
        place: "get_ema_avg_fn",
      },
      update({ theta, t }, { average }, { decay }, inner) {
        inner.update();
        if (t === 1) average.set(theta);
        for (let i = 0; i < theta.length; i++) {
          average[i] = decay * average[i] + (1 - decay) * theta[i];
        }
      },
    },

    /**
     *     āₜ = d āₜ₋₁ + (1 − d) θₜ          ā₀ = θ₀
     */
    timm: {
      source: {
        authors: "Wightman",
        title: "PyTorch Image Models: ModelEmaV3",
        year: 2024,
        url: "https://github.com/huggingface/pytorch-image-models/blob/main/timm/utils/model_ema.py",
        place: "use_warmup=False",
      },
      update({ theta }, { average }, { decay }, inner) {
        inner.update();
        for (let i = 0; i < theta.length; i++) {
          average[i] = decay * average[i] + (1 - decay) * theta[i];
        }
      },
    },

    /**
     *     dₜ = min(d, (1 + t) / (10 + t))
     *     āₜ = dₜ āₜ₋₁ + (1 − dₜ) θₜ          ā₀ = θ₀
     */
    tensorflow: {
      source: {
        authors: "TensorFlow",
        title: "tf.train.ExponentialMovingAverage",
        year: 2015,
        url: "https://www.tensorflow.org/api_docs/python/tf/train/ExponentialMovingAverage",
        place: "num_updates = t",
      },
      update({ theta, t }, { average }, { decay }, inner) {
        inner.update();
        const d = Math.min(decay, (1 + t) / (10 + t));
        for (let i = 0; i < theta.length; i++) {
          average[i] = d * average[i] + (1 - d) * theta[i];
        }
      },
    },
  },

  differsFrom: [
    {
      who: "PyTorch and Keras",
      variant: "pytorch",
      how: "The average starts at θ₁. At decay 0.999, θ₁ still has 36.8 % of the weight after 1,000 steps; here 0.06 %.",
    },
    {
      who: "timm, flax and NeMo",
      variant: "timm",
      how: "The average starts at θ₀. At decay 0.999, the random θ₀ still has 90.5 % of the weight after 100 steps.",
    },
    {
      who: "TensorFlow",
      variant: "tensorflow",
      how: "The average starts at θ₀ and d grows from 2 / 11. After 10 steps, θ₀ has 6e-5 of the weight.",
    },
  ],
});
