import { boolean, countOrZero, finite, type Kind, kind, nonNegative, positive } from "../../check/kinds.ts";
import { type Kinds, readOptions } from "../../check/readOptions.ts";
import { checkMetric, type Reducer } from "./reducer.ts";

export interface NewBobSettings {
  /** The value to start from. */
  from: number;
  /** What each halving multiplies by. */
  factor: number;
  /** Halving starts when an epoch improves the loss by less than this share of it, or not at all. */
  startThreshold: number;
  /** Once halving, an epoch that improves by less than this share ends training. The default never does. */
  endThreshold: number;
  /** For so many epochs nothing is halved or ended. */
  keepEpochs: number;
  /** Training does not end in the first so many epochs. */
  minEpochs: number;
  /** Whether an epoch that made the loss worse is undone: training goes on from the weights before it. */
  reject: boolean;
}

/** `null`: no loss seen yet. */
export interface NewBobState {
  value: number;
  halving: boolean;
  finished: boolean;
  epoch: number;
  /** The loss of the weights that training goes on from. */
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

const kinds: Kinds<NewBobSettings> = {
  from: finite,
  factor: positive.or(0.5),
  startThreshold: nonNegative.or(0),
  endThreshold: numberOrNever.or(-Infinity),
  keepEpochs: countOrZero.or(0),
  minEpochs: countOrZero.or(0),
  reject: boolean.or(false),
};

/**
 * NewBOB: constant until the validation loss stops improving, then halved after every epoch — constant, then
 * exponential. The order of decisions is that of Kaldi's train_scheduler.sh, which is
 * `newBob({ from, startThreshold: 0.01, endThreshold: 0.001, reject: true })`:
 *
 *     1. keep the epoch's weights if its loss is below the loss before it, else reject them (if `reject`)
 *     2. improvement = (loss before − loss of the weights kept) / |loss before|, so 0 if rejected
 *     3. in the first keepEpochs: no more
 *     4. if halving and improvement < endThreshold: finished; in the first minEpochs go on, this once without halving
 *     5. if improvement < startThreshold, or there was none: halving from now on, for good
 *     6. if halving: value ← factor · value
 *
 * The first metric is the loss before training and only noted. Without one, pass the first epoch's: epochs then count
 * from the second.
 *
 * Throws if a metric is NaN or infinite. Once finished, the state stays as it is.
 */
export function newBob(given: Partial<NewBobSettings> & Pick<NewBobSettings, "from">): Reducer<NewBobState> {
  const settings = readOptions("newBob", kinds, given);
  const reduce = (state: NewBobState, metric: number): NewBobState => {
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
