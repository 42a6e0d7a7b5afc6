/**
 * @file One row for every rule and wrapper: how to make it, what it looks at, and settings that converge. What is
 * proven for all rules (invariances, finite differences, resuming, convergence) goes through this table; a test holds
 * it against the registry, so that no rule can be forgotten.
 */
import type { Hyper, Rule } from "../optim/rule.ts";
import type { Optim } from "./check.ts";

type Settings = Readonly<Record<string, Hyper | string | boolean>>;

/**
 * What a weight's update depends on besides its own gradients: nothing, its tensor (a norm, rows and columns),
 * or the whole model (a statistic in `prepare`).
 */
export type Scope = "weight" | "tensor" | "model";

export interface Row {
  name: string;
  /** The rule with the table's settings and those given; a wrapper goes over its usual inner rule, which gets `extra`. */
  make(optim: Optim, extra?: Settings): Rule;
  scope: Scope;
  /** Only for matrices. */
  matrix: boolean;
  /** Settings under which a positive factor on all gradients changes no weight; undefined if there are none. */
  scaleFree?: Settings;
  /** It climbs. */
  ascends: boolean;
  /** Its learning rate needs no schedule, or sees none after t = 1. */
  constant: boolean;
  /** The learning rates that converge; at t = 1, falling in a straight line to 0, if the rate is not constant. */
  lr: { quadratic: number; rosenbrock: number; spiral: number };
}

type Factory = (settings?: Settings) => Rule;
type Wrapper = (inner: Rule, settings?: Settings) => Rule;

interface Given {
  lr: [quadratic: number, rosenbrock: number, spiral: number];
  /** What the table's settings change in the defaults. */
  settings?: Settings;
  scope?: Scope;
  matrix?: boolean;
  scaleFree?: Settings;
  ascends?: boolean;
  constant?: boolean;
}

const row = (name: string, make: Row["make"], given: Given): Row => ({
  name,
  make,
  scope: given.scope ?? "weight",
  matrix: given.matrix ?? false,
  ...(given.scaleFree && { scaleFree: given.scaleFree }),
  ascends: given.ascends ?? false,
  constant: given.constant ?? false,
  lr: { quadratic: given.lr[0], rosenbrock: given.lr[1], spiral: given.lr[2] },
});

const rule = (name: string, given: Given): Row =>
  row(name, (optim, extra) => (optim[name as "sgd"] as unknown as Factory)({ ...given.settings, ...extra }), given);

/** A wrapper over a rule of the table. */
const wrapper = (name: string, inner: string, given: Given): Row =>
  row(
    name,
    (optim, extra) => {
      const within = (optim[inner as "sgd"] as unknown as Factory)(extra);
      return (optim[name as "lookahead"] as unknown as Wrapper)(within, given.settings);
    },
    given,
  );

const noEps = { eps: 0 };

export const table: readonly Row[] = [
  rule("sgd", { lr: [0.1, 0.005, 2] }),
  rule("momentum", { lr: [0.1, 0.001, 1] }),
  rule("nesterov", { lr: [0.1, 0.001, 0.5] }),
  rule("sgdw", { lr: [0.1, 0.001, 1] }),
  rule("adagrad", { lr: [2, 1, 0.5], scaleFree: noEps }),
  rule("rprop", { lr: [5, 1, 0.0002], constant: true, scaleFree: {} }),
  rule("rmsprop", { lr: [0.05, 0.01, 0.1], scaleFree: noEps }),
  rule("adadelta", { lr: [30, 2, 30] }),
  rule("adam", { lr: [1, 0.5, 0.05], scaleFree: noEps }),
  rule("adamw", { lr: [1, 0.2, 0.05], settings: { weightDecay: 1e-4 }, scaleFree: noEps }),
  rule("amsgrad", { lr: [2, 0.5, 0.2], scaleFree: noEps }),
  rule("adabound", { lr: [0.2, 0.0005, 0.05], settings: { finalLr: 0.1 } }),
  rule("amsbound", { lr: [0.2, 0.0005, 0.05], settings: { finalLr: 0.1 } }),
  rule("radam", { lr: [0.2, 0.002, 0.5], settings: { beta2: 0.99 } }),
  rule("ranger", { lr: [0.2, 0.005, 0.5], settings: { beta2: 0.99 }, scope: "tensor" }),
  rule("nadam", { lr: [0.5, 0.1, 0.2], scaleFree: noEps }),
  rule("adamax", { lr: [2, 1, 0.1], scaleFree: noEps }),
  rule("adabelief", { lr: [1, 0.5, 0.1], scaleFree: noEps }),
  rule("yogi", { lr: [0.5, 0.1, 0.05], scaleFree: { eps: 0, initial: 0 } }),
  rule("lion", { lr: [0.05, 0.005, 0.05], scaleFree: {} }),
  rule("adopt", { lr: [5, 2, 0.5], scaleFree: noEps }),
  rule("asgd", { lr: [0.1, 0.005, 2] }),
  rule("scheduleFreeSgd", { lr: [0.5, 0.002, 5], constant: true }),
  rule("scheduleFreeAdamw", { lr: [10, 0.1, 0.2], constant: true, scaleFree: noEps }),
  wrapper("lookahead", "momentum", { lr: [0.1, 0.001, 1] }),
  wrapper("centralize", "momentum", { lr: [0.1, 0.001, 0.5], settings: { outputAxis: 0 }, scope: "tensor" }),
  wrapper("l2", "adam", { lr: [1, 0.5, 0.1], settings: { l2: 1e-4 } }),
  wrapper("decoupledDecay", "adam", { scaleFree: noEps, lr: [1, 0.2, 0.05], settings: { weightDecay: 1e-4 } }),
  wrapper("maximize", "adam", { scaleFree: noEps, lr: [1, 0.5, 0.05], ascends: true }),
  wrapper("clipByValue", "momentum", { lr: [0.05, 0.002, 1], settings: { limit: 1 } }),
  wrapper("clipByNorm", "momentum", { lr: [0.05, 0.005, 1], settings: { maxNorm: 3.5 }, scope: "tensor" }),
  wrapper("agc", "momentum", { lr: [0.05, 0.005, 1], settings: { clip: 3, eps: 1e-3 }, scope: "tensor" }),
  wrapper("ema", "adam", { scaleFree: noEps, lr: [1, 0.5, 0.05], settings: { decay: 0.9 } }),
  wrapper("swa", "adam", { scaleFree: noEps, lr: [2, 2, 0.05], settings: { start: 2, every: 2 } }),
  rule("lamb", { lr: [0.3, 0.05, 0.05], settings: { weightDecay: 0 }, scope: "tensor", scaleFree: noEps }),
  rule("lars", { lr: [10, 2, 30], settings: { weightDecay: 0 }, scope: "tensor", scaleFree: {} }),
  rule("adafactor", { lr: [0.3, 0.05, 0.05], scope: "tensor", scaleFree: { eps1: 0 } }),
  rule("muon", { lr: [0.3, 0.05, 0.05], settings: { weightDecay: 0 }, scope: "tensor", matrix: true, scaleFree: {} }),
  rule("prodigy", { lr: [1, 1, 1], scope: "model", scaleFree: noEps }),
];
