import { type Kind, kind } from "../../../src/check/kinds.ts";
import { type Choice, plainChoices } from "../choice.ts";
import type { ActivationName, DataName, DecayName, InitName, LossName, ScheduleName } from "./netOptions.ts";

/** The vertical axes of the losses. */
export const axes = ["log", "linear"] as const;
/** The parts of the page below the pictures. */
export const tabs = ["curves", "rates", "step"] as const;

/** Everything that a link holds about the network mode. */
export interface NetState {
  readonly data: DataName;
  /** The text of the pasted table, or "". */
  readonly table: string;
  /** The column of the table that is the label, or "" for the last. */
  readonly label: string;
  /** The units of each hidden layer. Digits train a convolutional network instead. */
  readonly hidden: readonly number[];
  readonly activation: ActivationName;
  readonly loss: LossName;
  readonly init: InitName;
  readonly decay: DecayName;
  /** λ of the decay; without decay it has no effect. */
  readonly lambda: number;
  /** The largest norm of a step's gradient; 0 does not clip. */
  readonly clip: number;
  readonly schedule: ScheduleName;
  readonly batch: number;
  /** Draws the data, the initial weights and the batches. */
  readonly seed: number;
  readonly steps: number;
  /** A rule stops at this test loss; 0 does not stop it. */
  readonly target: number;
  /** A rule stops after this many steps without a lower test loss; 0 does not stop it. */
  readonly plateau: number;
  /** The step shown. */
  readonly t: number;
  readonly choices: readonly Choice[];
  /** β of the average that smooths curves; 0 shows them as measured. */
  readonly smoothing: number;
  readonly axis: (typeof axes)[number];
  readonly tab: (typeof tabs)[number];
  /** The rank of the parameter whose rates and steps are shown. */
  readonly layer: number;
  /** The ranks of the two rules whose rates are compared. */
  readonly pair: readonly [number, number];
  /** The rank of the weight inside its parameter whose step is inspected; the last one where there are fewer. */
  readonly index: number;
  /** The rank of the inspected rule among the choices; the last one where there are fewer. */
  readonly inspected: number;
  /** The rank of the current statement among those shown. */
  readonly line: number;
}

/** The parts of a state that change only what is shown, not what is trained. */
const shown = [
  "t",
  "smoothing",
  "axis",
  "tab",
  "layer",
  "pair",
  "index",
  "inspected",
  "line",
] as const satisfies readonly (keyof NetState)[];

/** True where two states train the same. */
export const trainsAlike = (a: NetState, b: NetState): boolean =>
  (Object.keys(a) as (keyof NetState)[]).every((key) => shown.some((one) => one === key) || a[key] === b[key]);

/** The most rules that train side by side. */
export const mostNets = 4;

/** One to six hidden layers of 1 to 32 units. */
export const layers: Kind<readonly number[]> = kind("1 to 6 integers in [1, 32]", (value: unknown) => {
  const list = value as readonly number[];
  return list.length >= 1 && list.length <= 6 && list.every((n) => Number.isInteger(n) && n >= 1 && n <= 32);
});

export const firstNet: NetState = {
  data: "circles",
  table: "",
  label: "",
  hidden: [16, 16],
  activation: "tanh",
  loss: "crossEntropy",
  init: "default",
  decay: "none",
  lambda: 0.01,
  clip: 0,
  schedule: "constant",
  batch: 32,
  seed: 0,
  steps: 2000,
  target: 0,
  plateau: 500,
  t: 300,
  choices: plainChoices(["sgd", "momentum", "adam", "lion"]),
  smoothing: 0,
  axis: "log",
  tab: "curves",
  layer: 0,
  pair: [0, 2],
  index: 0,
  inspected: 2,
  line: 0,
};
