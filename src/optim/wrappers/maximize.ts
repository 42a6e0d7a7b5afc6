import { defineWrapper } from "../defineWrapper.ts";

/**
 * Maximizes the loss instead of minimizing it.
 *
 *     g ← −g
 *
 * Around a rule with weight decay the weights still decay: `maximize(adamw())` is what PyTorch's `maximize` does.
 * So they do in `maximize(l2(rule))`; `l2(maximize(rule))` would reward large ones.
 */
export const maximize = defineWrapper({
  name: "maximize",
  hyper: {},

  gradient: ({ g }) => g.map((gi) => -gi),
});
