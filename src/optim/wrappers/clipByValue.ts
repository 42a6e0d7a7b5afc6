import { defineWrapper } from "../defineWrapper.ts";
import { clamped } from "../support/clip.ts";
import { required } from "../wrapper.ts";

/**
 * Clips every element of the gradient, around any rule.
 *
 *     g ← min(max(g, −limit), limit)
 */
export const clipByValue = defineWrapper({
  name: "clipByValue",
  hyper: { limit: required },

  gradient: ({ g }, { limit }) => clamped(g, limit),
});
