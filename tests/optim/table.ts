/**
 * @file One row for every rule: how to make it, what it looks at, and settings that converge. What is
 * proven for all rules (invariances, finite differences, resuming, convergence) goes through this table; a test holds
 * it against the registry, so that no rule can be forgotten.
 */
import type { Hyper, Rule } from "../../src/optim/rule.ts";
import type { Optim } from "./check.ts";

type Settings = Readonly<Record<string, Hyper | string | boolean>>;

/**
 * What a weight's update depends on besides its own gradients: nothing, its tensor (a norm, rows and columns), its
 * group (a statistic in `prepare`), or the whole model (a closure's loss).
 */
export type Scope = "weight" | "tensor" | "group" | "model";

export interface Row {
  name: string;
  /** The rule with the table's settings and those given. */
  make(optim: Optim, extra?: Settings): Rule;
  scope: Scope;
  /** Only for matrices. */
  matrix: boolean;
  /** Settings under which a positive factor on all gradients changes no weight; undefined if there are none. */
  scaleFree?: Settings;
  /** It climbs. */
  ascends: boolean;
  /** The learning rate at t = 1 that converges; it falls linearly to 0 at the end. */
  lr: { quadratic: number; rosenbrock: number; spiral: number };
}

type Factory = (settings?: Settings) => Rule;

interface Given {
  lr: [quadratic: number, rosenbrock: number, spiral: number];
  /** What the table's settings change in the defaults. */
  settings?: Settings;
  scope?: Scope;
  matrix?: boolean;
  scaleFree?: Settings;
  ascends?: boolean;
}

const row = (name: string, make: Row["make"], given: Given): Row => ({
  name,
  make,
  scope: given.scope ?? "weight",
  matrix: given.matrix ?? false,
  ...(given.scaleFree && { scaleFree: given.scaleFree }),
  ascends: given.ascends ?? false,
  lr: { quadratic: given.lr[0], rosenbrock: given.lr[1], spiral: given.lr[2] },
});

const rule = (name: string, given: Given): Row =>
  row(name, (optim, extra) => (optim[name as "sgd"] as unknown as Factory)({ ...given.settings, ...extra }), given);

const noEps = { eps: 0 };

export const table: readonly Row[] = [
  rule("sgd", { lr: [0.1, 1e-3, 1] }),
  rule("momentum", { lr: [0.05, 5e-4, 0.3] }),
  rule("nesterov", { lr: [0.05, 5e-4, 0.3] }),
  rule("sgdw", { lr: [0.05, 5e-4, 0.3] }),
  rule("adagrad", { lr: [1, 0.5, 0.3], scaleFree: noEps }),
  rule("rprop", { lr: [0.1, 0.01, 0.02], scaleFree: {} }),
  rule("rmsprop", { lr: [0.1, 0.02, 0.02], scaleFree: noEps }),
  rule("adadelta", { lr: [10, 1, 3] }),
  rule("adam", { lr: [0.3, 0.05, 0.05], scaleFree: noEps }),
  rule("adamw", { lr: [0.3, 0.05, 0.05], settings: { weightDecay: 1e-4 }, scaleFree: noEps }),
  rule("amsgrad", { lr: [0.3, 0.05, 0.05], scaleFree: noEps }),
  rule("adabound", { lr: [0.3, 0.05, 0.05], settings: { finalLr: 0.1 } }),
  rule("amsbound", { lr: [0.3, 0.05, 0.05], settings: { finalLr: 0.1 } }),
  rule("radam", { lr: [0.3, 0.05, 0.05] }),
  rule("nadam", { lr: [0.3, 0.05, 0.05], scaleFree: noEps }),
  rule("adamax", { lr: [0.3, 0.05, 0.05], scaleFree: noEps }),
  rule("adabelief", { lr: [0.3, 0.05, 0.05], scaleFree: noEps }),
  rule("yogi", { lr: [0.3, 0.05, 0.05], scaleFree: { eps: 0, initial: 0 } }),
  rule("lion", { lr: [0.1, 0.01, 0.01], scaleFree: {} }),
  rule("adopt", { lr: [0.3, 0.05, 0.05], scaleFree: noEps }),
  rule("asgd", { lr: [0.1, 1e-3, 1] }),
  rule("scheduleFreeSgd", { lr: [0.1, 1e-3, 1] }),
  rule("scheduleFreeAdamw", { lr: [0.3, 0.05, 0.05], scaleFree: noEps }),
];
