import type { AnySettings } from "../../../optim/defineRule.ts";

/** Wrappers that change weights, with the settings they require. The others leave no trace in θ. */
export const wrapperSettings: Readonly<Record<string, AnySettings>> = {
  decoupledDecay: { weightDecay: 0.01 },
  l2: { l2: 0.01 },
  clipByNorm: { maxNorm: 1 },
  clipByValue: { limit: 1 },
  lookahead: {},
  agc: {},
  centralize: { outputAxis: 0 },
  maximize: {},
};
