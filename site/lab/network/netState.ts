import { type Kind, kind } from "../../../src/check/kinds.ts";
import { circles, gauss, spiral, twoMoons, xor } from "../../../src/data/index.ts";
import { GELU, type Module, ReLU, Sigmoid, Tanh } from "../../../src/nn/index.ts";
import { type Choice, plainChoices } from "../choice.ts";

/** The data sets of points with two classes. */
export const dataSets = { spiral, moons: twoMoons, circles, xor, gauss } as const;
export type DataName = keyof typeof dataSets;

export const activations: Readonly<Record<string, () => Module>> = {
  tanh: () => new Tanh(),
  relu: () => new ReLU(),
  gelu: () => new GELU(),
  sigmoid: () => new Sigmoid(),
};

/** Everything that a link holds about the network mode. */
export interface NetState {
  readonly data: DataName;
  /** The units of each hidden layer. */
  readonly hidden: readonly number[];
  readonly activation: string;
  readonly batch: number;
  /** Draws the data, the initial weights and the batches. */
  readonly seed: number;
  readonly steps: number;
  /** The step shown. */
  readonly t: number;
  readonly choices: readonly Choice[];
}

/** The most rules that train side by side. */
export const mostNets = 4;
export const trainExamples = 400;
export const testExamples = 200;

/** One to six hidden layers of 1 to 32 units. */
export const layers: Kind<readonly number[]> = kind("1 to 6 integers in [1, 32]", (value: unknown) => {
  const list = value as readonly number[];
  return list.length >= 1 && list.length <= 6 && list.every((n) => Number.isInteger(n) && n >= 1 && n <= 32);
});

export const firstNet: NetState = {
  data: "circles",
  hidden: [16, 16],
  activation: "tanh",
  batch: 32,
  seed: 0,
  steps: 600,
  t: 300,
  choices: plainChoices(["sgd", "momentum", "adam", "lion"]),
};
