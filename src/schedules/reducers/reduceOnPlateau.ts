import { countOrZero, finite, fraction, nonNegative, oneOf } from "../../check/kinds.ts";
import { type Kinds, readOptions } from "../../check/readOptions.ts";
import { checkMetric, type Reducer } from "./reducer.ts";
import { checkState } from "./support/checkState.ts";

export interface PlateauSettings {
  /** The value to start from. */
  from: number;
  /** "min" if a smaller metric is better, such as a loss; "max" if a larger one is, such as an accuracy. */
  mode: "min" | "max";
  /** The factor of each reduction. */
  factor: number;
  /** The number of bad epochs in a row that are tolerated. The next bad epoch reduces the value. */
  patience: number;
  /** An epoch is bad unless it improves on the best metric by more than this. */
  threshold: number;
  /** "relative": the threshold is a share of the best metric. "absolute": it is a difference. */
  thresholdMode: "relative" | "absolute";
  /** The number of epochs after a reduction that do not count as bad. */
  cooldown: number;
  /** The value is never reduced below this. */
  floor: number;
}

/** `best` is null before the first metric. */
export interface PlateauState {
  value: number;
  best: number | null;
  badEpochs: number;
  cooldownLeft: number;
}

export const kinds: Kinds<PlateauSettings> = {
  from: finite,
  mode: oneOf("min", "max").or("min"),
  factor: fraction.or(0.1),
  patience: countOrZero.or(10),
  threshold: nonNegative.or(1e-4),
  thresholdMode: oneOf("relative", "absolute").or("relative"),
  cooldown: countOrZero.or(0),
  floor: finite.or(0),
};

/**
 * Reduce on plateau: multiplies the value by `factor` after more than `patience` bad epochs in a row, then counts anew.
 *
 * Patience counts as in PyTorch: patience 2 tolerates two bad epochs and reduces at the third. Keras reduces one
 * epoch earlier.
 *
 * Differs from PyTorch: a relative threshold is a share of |best|, so that it also works for negative metrics.
 * For those PyTorch counts equal values as better. PyTorch also leaves out reductions by less than 10⁻⁸.
 *
 * Throws if a metric is NaN or infinite.
 */
export function reduceOnPlateau(
  given: Partial<PlateauSettings> & Pick<PlateauSettings, "from">,
): Reducer<PlateauState> {
  const settings = readOptions("reduceOnPlateau", kinds, given);
  const initial: PlateauState = { value: settings.from, best: null, badEpochs: 0, cooldownLeft: 0 };
  const reduce = (state: PlateauState, metric: number): PlateauState => {
    checkState("reduceOnPlateau: the state", state, initial);
    checkMetric("reduceOnPlateau", metric);
    const better = isBetter(settings, state.best, metric);
    const cooling = state.cooldownLeft > 0;
    const badEpochs = better || cooling ? 0 : state.badEpochs + 1;
    const best = better ? metric : state.best;
    if (badEpochs > settings.patience) {
      const value = Math.max(settings.factor * state.value, settings.floor);
      return { value: Math.min(value, state.value), best, badEpochs: 0, cooldownLeft: settings.cooldown };
    }
    return { value: state.value, best, badEpochs, cooldownLeft: cooling ? state.cooldownLeft - 1 : 0 };
  };
  return Object.assign(reduce, { initial });
}

function isBetter({ mode, threshold, thresholdMode }: PlateauSettings, best: number | null, metric: number): boolean {
  if (best === null) return true;
  const margin = thresholdMode === "relative" ? threshold * Math.abs(best) : threshold;
  return mode === "min" ? metric < best - margin : metric > best + margin;
}
