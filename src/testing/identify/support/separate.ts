/** @file Finds gradients that tell two forms apart, among a few streams that are easy to feed to any optimizer. */
import { Random } from "../../../autograd/random.ts";
import type { Separation } from "../identification.ts";
import type { Fitted } from "./fit.ts";
import type { Run } from "./run.ts";

interface Probe {
  readonly gradients: string;
  readonly steps: number;
  readonly start?: number;
  /** The gradient of weight i at step t, from a seeded generator or not. */
  g(t: number, i: number, random: Random): number;
  /** The factor of the learning rate at step t. */
  rate?(t: number): number;
}

/** The easiest to feed come first. */
const probes: readonly Probe[] = [
  { gradients: "gradients of 1", steps: 60, g: () => 1 },
  { gradients: "standard normal gradients", steps: 60, g: (_t, _i, random) => random.normal() },
  { gradients: "gradients of 1e-8", steps: 20, g: () => 1e-8 },
  { gradients: "gradients of 1e-4 and 1e4 in turns", steps: 40, g: (t) => (t % 2 === 0 ? 1e4 : 1e-4) },
  { gradients: "one gradient of 1, then zeros", steps: 60, g: (t) => (t === 1 ? 1 : 0) },
  { gradients: "gradients of 1 and -1 in turns", steps: 40, g: (t) => (t % 2 === 0 ? -1 : 1) },
  { gradients: "gradients of 0 at weights of 10", steps: 20, start: 10, g: () => 0 },
  { gradients: "gradients of 100 at weights of 0.01", steps: 30, start: 0.01, g: () => 100 },
  { gradients: "1,500 standard normal gradients", steps: 1500, g: (_t, _i, random) => random.normal() },
];

const rateProbe: Probe = {
  gradients: "a learning rate halved at step 4, with gradients of 1",
  steps: 12,
  g: () => 1,
  rate: (t) => (t < 4 ? 1 : 0.5),
};

/** The relative differences above which two moves differ plainly, and below which they count as equal. */
const [plain, equal] = [0.01, 1e-9];

/** How to tell a second form from the first. */
export function separate(first: Fitted, second: Fitted, run: Run): Separation {
  for (const share of [plain, equal]) {
    for (const probe of probes) {
      const found = firstDifference(first, second, { ...probe, share }, run);
      if (found !== null) return { differs: true, how: sentence(probe, found) };
    }
  }
  const found = firstDifference(first, second, { ...rateProbe, share: equal }, run);
  if (found === null) return { differs: false, how: "the same rule with these numbers" };
  return { differs: false, how: `the same at a constant learning rate; ${sentence(rateProbe, found)}` };
}

interface Difference {
  readonly t: number;
  readonly moves: readonly [number, number];
}

const sentence = ({ gradients }: Probe, { t, moves: [one, other] }: Difference): string => {
  const digits = Math.min(14, 2 + Math.max(2, Math.ceil(-Math.log10(Math.abs(one / other - 1)))));
  return `${gradients} tell at step ${t}: the first moves by ${one.toPrecision(digits)}, this by ${other.toPrecision(digits)}`;
};

function firstDifference(first: Fitted, second: Fitted, probe: Probe & { share: number }, run: Run): Difference | null {
  const [one, other] = [first, second].map((fitted) => movesOn(fitted, probe, run));
  for (let t = 1; t <= probe.steps; t++) {
    for (let i = 0; i < one[t - 1].length; i++) {
      const [a, b] = [one[t - 1][i], other[t - 1][i]];
      if (Math.abs(a - b) > probe.share * Math.max(Math.abs(a), Math.abs(b)) + 1e-13) return { t, moves: [a, b] };
    }
  }
  return null;
}

/** The moves of a form along a probe, for tensors of the shapes of the recording. [steps][weights] */
function movesOn({ form: { rule }, hyper }: Fitted, { g, rate, steps, start }: Probe, run: Run): Float64Array[] {
  const random = new Random(1);
  const parts = run.tensors.map(({ shape, length }, k) => {
    const theta = new Float64Array(length).map((_, i) => start ?? 1 + 0.1 * ((i + k) % 5));
    return { theta, shape, state: rule.init(theta, shape, hyper) };
  });
  return Array.from({ length: steps }, (_, index) => {
    const t = index + 1;
    const values = rate && "lr" in hyper ? { ...hyper, lr: hyper.lr * rate(t) } : hyper;
    const before = parts.map(({ theta }) => theta.slice());
    const updates = parts.map(({ theta, shape, state }) => ({
      step: { theta, g: theta.map((_x, i) => g(t, i, random)), t, shape },
      state,
      hyper: values,
    }));
    rule.prepare?.(updates);
    for (const { step, state } of updates) rule.update(step, state, values);
    return Float64Array.from(parts.flatMap(({ theta }, k) => Array.from(theta, (x, i) => x - before[k][i])));
  });
}
