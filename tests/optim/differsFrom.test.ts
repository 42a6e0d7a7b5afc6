/** @file The numbers in the `differsFrom` texts of rules, computed again. */
import { describe, expect, it } from "vitest";
import { Optimizer, type Rule, type RuleFactory, rules } from "../../src/optim/index.ts";

/** The weight, which starts at 1, after each gradient. */
function path(rule: Rule, gradients: readonly number[], start = 1): number[] {
  const param = { data: Float64Array.of(start), grad: null as Float64Array | null, shape: [1] };
  const optimizer = new Optimizer([param], rule);
  return gradients.map((g) => {
    param.grad = Float64Array.of(g);
    optimizer.step();
    return param.data[0];
  });
}

const seven = [0.1, -0.2, 0.3, 0.3, -0.05, 0.4, 0.02];
const halving = (t: number): number => (t < 4 ? 0.1 : 0.05);
const byName: Readonly<Record<string, RuleFactory>> = rules;
type Settings = Parameters<RuleFactory>[0];

/** The weight after the seven gradients. */
const end = (name: string, settings: Settings = {}): string => `${path(byName[name](settings), seven)[6]}`;

/** The length of the step with the last gradient. */
function step(name: string, settings: Settings, gradients: readonly number[]): number {
  const weights = [0, ...path(byName[name](settings), gradients, 0)];
  return Math.abs(weights[weights.length - 1] - weights[weights.length - 2]);
}

/** How many times as long the variant's step is as the default's. */
const times = (name: string, settings: Settings, gradients: readonly number[], own: Settings = {}): number =>
  step(name, settings, gradients) / step(name, own, gradients);

/** AMSGrad's rate |step| / m after one gradient and zeros, in PyTorch's order. */
function amsgradRate(t: number): number {
  const stream = Array.from({ length: t }, (_, i) => (i === 0 ? 1 : 0));
  return step("amsgrad", { variant: "pytorch" }, stream) / (0.1 * 0.9 ** (t - 1));
}

const clippedStart = (variant: string): number => step("adopt", { variant }, [0, 1]);
const centered = { variant: "centered", lr: 0.01, mu: 0 };
const ones = Array.from({ length: 100 }, () => 1);

/** Rule, who differs, the number as the text has it, the number computed, and the digits that must agree. */
const numbers: [rule: string, who: string, text: string, computed: number | string][] = [
  ["adabound", "the paper", "3.16", times("adabound", { variant: "paper" }, [0.3])],
  ["adadelta", "PyTorch and optax", "0.0032", step("adadelta", { rho: 0.9 }, [1])],
  ["adadelta", "PyTorch and optax", "0.0045", step("adadelta", {}, [1])],
  ["adadelta", "Keras", "1000", times("adadelta", {}, [1], { lr: 0.001 })],
  ["adagrad", "Keras and optax", "0.030", step("adagrad", { lr: 0.1, eps: 0, epsRoot: 1e-7, initial: 0.1 }, [0.1])],
  ["adagrad", "Keras and optax", "0.100", step("adagrad", { lr: 0.1 }, [0.1])],
  ["adam", "Keras and TensorFlow", "31.6", 1 / Math.sqrt(1 - 0.999)],
  ["adam", "MLX", "3.16", times("adam", { variant: "mlx" }, [0.3])],
  ["adamax", "PyTorch and optax", "0.001", step("adamax", { variant: "pytorch" }, [1e-8])],
  ["adamax", "PyTorch and optax", "0.002", step("adamax", {}, [1e-8])],
  ["adamw", "the paper", "0.929", end("adamw", { variant: "paper" })],
  ["adamw", "the paper", "0.9968", end("adamw")],
  ["adopt", "Algorithm 1 of the paper", "100", clippedStart("unclipped")],
  ["adopt", "Algorithm 1 of the paper", "1e-4", clippedStart("")],
  ["amsbound", "the paper", "3.16", times("amsbound", { variant: "paper" }, [0.3])],
  ["amsgrad", "PyTorch and Keras", "52 %", 100 * (1 - amsgradRate(10) / amsgradRate(1))],
  ["amsgrad", "PyTorch and Keras", "31 %", 100 * (amsgradRate(40) / amsgradRate(10) - 1)],
  ["amsgrad", "the paper", "3.16", times("amsgrad", { variant: "paper" }, [0.3])],
  ["momentum", "PyTorch and optax", "0.8660", end("momentum", { variant: "pytorch", lr: halving })],
  ["momentum", "PyTorch and optax", "0.8349", end("momentum", { lr: halving })],
  ["nadam", "Keras", "0.997158", end("nadam", { momentumDecay: 1 })],
  ["nadam", "Keras", "0.997031", end("nadam")],
  ["nadam", "optax", "0.996267", end("nadam", { variant: "optax" })],
  ["nesterov", "PyTorch and optax", "0.8259", end("nesterov", { variant: "pytorch", lr: halving })],
  ["nesterov", "PyTorch and optax", "0.7979", end("nesterov", { lr: halving })],
  ["radam", "PyTorch", "0.999616", end("radam", { variant: "pytorch" })],
  ["radam", "PyTorch", "0.999702", end("radam")],
  ["radam", "the authors' program", "0.999966", end("radam", { variant: "authors" })],
  ["rmsprop", "PyTorch", "10", step("rmsprop", { variant: "pytorch", lr: 1 }, [0.3])],
  ["rmsprop", "PyTorch", "3.16", step("rmsprop", { lr: 1 }, [0.3])],
  [
    "rmsprop",
    "Keras, TensorFlow and optax",
    "0.001",
    step("rmsprop", { variant: "tensorflow", lr: 0.01, initial: 1 }, [0.1]),
  ],
  ["rmsprop", "Keras, TensorFlow and optax", "0.032", step("rmsprop", {}, [0.1])],
  ["rmsprop", "Graves", "12.9", times("rmsprop", centered, ones, { rho: 0.95 })],
  ["rprop", "PyTorch and optax", "0.9724", end("rprop", { variant: "irpropMinus" })],
  ["rprop", "PyTorch and optax", "0.9884", end("rprop")],
  ["rprop", "Rprop−", "0.98935", end("rprop", { variant: "rpropMinus" })],
  ["yogi", "optax", "0.0316", step("yogi", {}, [100])],
  ["yogi", "optax", "0.0100", step("yogi", { variant: "optax" }, [100])],
];

describe("a number in differsFrom", () => {
  it.each(numbers)("of %s and %s: %s", (rule, who, text, computed) => {
    const entry = byName[rule].definition.differsFrom.find((difference) => difference.who === who);
    expect(entry?.how).toContain(text);
    const number = text.replace(" %", "");
    const decimals = number.includes("e") ? 20 : (number.split(".")[1]?.length ?? 0);
    expect(Math.abs(Number(computed) - Number(number))).toBeLessThanOrEqual(
      Math.max(0.51 * 10 ** -decimals, 1e-3 * Number(number)),
    );
  });

  it("of lars: a third as long where g = −λθ/2", () => {
    const first = (variant: string): number => step1(byName.lars({ variant, weightDecay: 0.1 }));
    const step1 = (rule: Rule): number => 1 - path(rule, [-0.05])[0];
    expect(first("") / first("paper")).toBeCloseTo(3, 12);
  });
});
