import { nonNegative } from "../../check/kinds.ts";
import { safeDivide } from "../../math/safeDivide.ts";
import { defineWrapper } from "../defineWrapper.ts";
import { norm } from "../support/norm.ts";

/**
 * SAM, sharpness-aware minimization, steps with the gradient of a worse point nearby.
 *
 *     ε = ρ g / ‖g‖                      ρ = `radius`, ‖g‖ over all parameters together
 *     the inner rule steps at θ with the gradient at θ + ε
 *
 * The path prefers regions of low loss to single low points. `step` needs a closure, evaluates it twice, and returns
 * the loss at θ. A group may have a separate radius; the norm is over all groups.
 */
export const sam = defineWrapper({
  name: "sam",
  source: {
    authors: "Foret, Kleiner, Mobahi & Neyshabur",
    title: "Sharpness-Aware Minimization for Efficiently Improving Generalization",
    venue: "ICLR",
    year: 2021,
    url: "https://arxiv.org/abs/2010.01412",
    place: "Algorithm 1 and equation 2 with p = 2",
  },
  hyper: {
    /** ρ, the distance from θ to the point whose gradient is used. */ radius: nonNegative.or(0.05),
  },
  elementwise: false,

  beforeStep(views, evaluate) {
    const origin = views.map(({ theta }) => theta.slice());
    const length = norm(...views.map((view) => view.gradient()));
    for (const { theta, hyper, gradient } of views) {
      const g = gradient();
      for (let i = 0; i < theta.length; i++) theta[i] += hyper.radius * safeDivide(g[i], length);
    }
    try {
      evaluate();
    } finally {
      for (const [k, { theta }] of views.entries()) theta.set(origin[k]);
    }
  },
});
