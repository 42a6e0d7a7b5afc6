import { nonNegative } from "../../check/kinds.ts";
import { defineWrapper } from "../defineWrapper.ts";
import { clamped } from "../support/clip.ts";

/**
 * Clips every element of the gradient.
 *
 *     g ← min(max(g, −limit), limit)
 */
export const clipByValue = defineWrapper({
  name: "clipByValue",
  hyper: {
    /** Largest absolute value of an element. */ limit: nonNegative,
  },

  gradient: ({ g }, { limit }) => clamped(g, limit),
});
