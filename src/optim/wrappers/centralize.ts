import { sizeOf } from "../../array/shape.ts";
import { countOrZero } from "../../check/kinds.ts";
import { defineWrapper } from "../defineWrapper.ts";

/**
 * Gradient centralization subtracts the mean of each output unit's gradient.
 *
 *     gₒ ← gₒ − mean(gₒ)          for every output unit o of a parameter of two axes or more
 *
 * The mean is over all axes but `outputAxis`. It is 0 for downhill's layers, whose weights are [out, in, …], and 1 for
 * matrices written [in, out]. The wrong axis centralizes inputs, and only the results would show it. Vectors stay
 * unchanged.
 */
export const centralize = defineWrapper({
  name: "centralize",
  source: {
    authors: "Yong, Huang, Hua & Zhang",
    title: "Gradient Centralization",
    venue: "ECCV",
    year: 2020,
    url: "https://arxiv.org/abs/2004.01461",
    place: "equation 1",
  },
  hyper: {
    /** Axis of a weight that counts its outputs: 0 for the layers here. */ outputAxis: countOrZero,
  },
  elementwise: false,

  init(_theta, _inner, shape, { outputAxis }) {
    if (shape.length > 1 && outputAxis >= shape.length)
      throw new RangeError(
        `centralize: outputAxis must be an axis of [${shape}], got ${outputAxis}; give it in a group`,
      );
    return {};
  },

  gradient({ g, shape }, { outputAxis }) {
    if (shape.length < 2) return g;
    const units = shape[outputAxis];
    const stride = sizeOf(shape.slice(outputAxis + 1));
    const unit = (i: number): number => Math.floor(i / stride) % units;
    const sums = new Float64Array(units);
    for (let i = 0; i < g.length; i++) sums[unit(i)] += g[i];
    return g.map((gi, i) => gi - (sums[unit(i)] * units) / g.length);
  },
});
