import { boolean, countOrZero, finite, type Kind, kind, nonNegative, positive } from "../../check/kinds.ts";
import { type Kinds, readOptions } from "../../check/readOptions.ts";
import { checkMetric, type Reducer } from "./reducer.ts";
import { checkState } from "./support/checkState.ts";

export interface NewBobSettings {
  /** The value to start from. */
  from: number;
  /** The factor of each halving. */
  factor: number;
  /** Halving starts when an epoch improves the loss by less than this share, or makes it worse. */
  startThreshold: number;
  /** Once halving, an epoch that improves by less than this share ends training. Default: training never ends. */
  endThreshold: number;
  /** The number of first epochs that neither halve the value nor end training. */
  keepEpochs: number;
  /** The number of first epochs that do not end training. */
  minEpochs: number;
  /** True: an epoch that made the loss worse is undone, and training continues from the weights before it. */
  reject: boolean;
}

/** Losses are `null` before the first metric. */
export interface NewBobState {
  value: number;
  halving: boolean;
  finished: boolean;
  epoch: number;
  /** The loss of the weights that training continues from. */
  loss: number | null;
  best: number | null;
  /** The metric just given is the best so far: save the weights. */
  isBest: boolean;
  /** The epoch was rejected: load the best weights before the next. */
  restoreBest: boolean;
}

const numberOrNever: Kind<number> = kind(
  "a finite number, or -Infinity for never",
  (value: unknown) => finite.holds(value) || value === -Infinity,
);

export const kinds: Kinds<NewBobSettings> = {
  from: finite,
  factor: positive.or(0.5),
  startThreshold: nonNegative.or(0),
  endThreshold: numberOrNever.or(-Infinity),
  keepEpochs: countOrZero.or(0),
  minEpochs: countOrZero.or(0),
  reject: boolean.or(false),
};

/**
 * NewBOB: constant until the validation loss stops improving, then halved after every epoch.
 * Decisions come in the order of Kaldi's train_scheduler.sh, whose settings are
 * `newBob({ from, startThreshold: 0.01, endThreshold: 0.001, reject: true })`:
 *
 *     1. keep the epoch's weights if its loss is below the loss before it, else reject them (if `reject`)
 *     2. improvement = (loss before − loss of the weights kept) / |loss before|, so 0 if rejected
 *     3. in the first keepEpochs: stop here
 *     4. if halving and improvement < endThreshold: finished, or in the first minEpochs stop here without halving
 *     5. if improvement < startThreshold, or the loss did not fall: halving in this and every later epoch
 *     6. if halving: value ← factor · value
 *
 * The first metric is the loss before training, which is only recorded. To skip that evaluation, pass the first
 * epoch's loss; epochs then count from the second.
 *
 * Throws if a metric is NaN or infinite. Once finished, the state does not change.
 */
export function newBob(given: Partial<NewBobSettings> & Pick<NewBobSettings, "from">): Reducer<NewBobState> {
  const settings = readOptions("newBob", kinds, given);
  const reduce = (state: NewBobState, metric: number): NewBobState => {
    checkState("newBob: the state", state, initial);
    checkMetric("newBob", metric);
    if (state.finished) return state;
    if (state.loss === null || state.best === null) return { ...state, loss: metric, best: metric, isBest: true };
    return decide(settings, state, metric, state.loss, state.best);
  };
  const initial: NewBobState = {
    value: settings.from,
    halving: false,
    finished: false,
    epoch: 0,
    loss: null,
    best: null,
    isBest: false,
    restoreBest: false,
  };
  return Object.assign(reduce, { initial });
}

function decide(
  settings: NewBobSettings,
  state: NewBobState,
  metric: number,
  before: number,
  best: number,
): NewBobState {
  const accepted = metric < before;
  const restoreBest = settings.reject && !accepted;
  const loss = restoreBest ? before : metric;
  const below = (threshold: number): boolean => before - loss < threshold * Math.abs(before);
  const epoch = state.epoch + 1;
  const next = { ...state, epoch, loss, best: Math.min(metric, best), isBest: metric < best, restoreBest };
  if (epoch <= settings.keepEpochs) return next;
  if (state.halving && below(settings.endThreshold)) return { ...next, finished: epoch > settings.minEpochs };
  const halving = state.halving || !accepted || below(settings.startThreshold);
  return { ...next, halving, value: halving ? settings.factor * state.value : state.value };
}
