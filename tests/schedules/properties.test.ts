import fc from "fast-check";
import { describe, expect, it } from "vitest";
import {
  clampBelow,
  constant,
  cosine,
  cosineWarmRestarts,
  cyclic,
  exponential,
  inverseSquareRoot,
  linearDecay,
  linearWarmup,
  multiStep,
  noam,
  oneCycle,
  oneCycleMomentum,
  parseSchedule,
  perEpoch,
  piecewiseConstant,
  polynomial,
  preview,
  reciprocal,
  type Schedule,
  scale,
  sequence,
  stepDecay,
  untunedWarmup,
  warmup,
  warmupStableDecay,
} from "../../src/schedules/index.ts";
import { examples } from "./examples.ts";

const seeded = { seed: 4, numRuns: 200 };
const lr = fc.double({ min: 1e-6, max: 10, noNaN: true });
const steps = fc.integer({ min: 1, max: 60 });
const share = fc.double({ min: 0, max: 0.99, noNaN: true });
const n = 200;

/** One rounding of a value about as large as the schedule's largest. */
const slack = 1 + 1e-14;

const falls = (schedule: Schedule): boolean =>
  preview(schedule, n).every((value, i, values) => i === 0 || value <= values[i - 1] * slack + 1e-300);

const rises = (schedule: Schedule): boolean =>
  preview(schedule, n).every((value, i, values) => i === 0 || value * slack >= values[i - 1]);

const within = (schedule: Schedule, low: number, high: number): boolean =>
  preview(schedule, n).every((value) => value >= low / slack - 1e-15 * high && value <= high * slack);

/** The largest change from one update to the next. */
const jump = (schedule: Schedule): number =>
  Math.max(...preview(schedule, n).map((value, i, values) => (i === 0 ? 0 : Math.abs(value - values[i - 1]))));

describe("decays never rise", () => {
  const decays: Record<string, fc.Arbitrary<Schedule>> = {
    exponential: fc.tuple(lr, steps).map(([from, r]) => exponential(from, r)),
    reciprocal: fc.tuple(lr, steps, lr).map(([from, r, c]) => reciprocal(from, r, c)),
    linearDecay: fc.tuple(lr, steps, share).map(([from, s, to]) => linearDecay(from, s, from * to)),
    stepDecay: fc.tuple(lr, steps, share).map(([from, s, factor]) => stepDecay(from, s, factor)),
    multiStep: fc.tuple(lr, steps, steps, share).map(([from, a, b, factor]) => multiStep(from, [a, a + b], factor)),
    polynomial: fc.tuple(lr, steps, share, lr).map(([from, s, to, p]) => polynomial(from, s, from * to, p)),
    inverseSquareRoot: fc.tuple(lr, steps).map(([from, s]) => inverseSquareRoot(from, s)),
    cosine: fc.tuple(lr, steps, share).map(([from, s, to]) => cosine(from, s, from * to)),
    "perEpoch of a decay": fc.tuple(lr, steps, steps).map(([from, s, e]) => perEpoch(e, cosine(from, s))),
    "clampBelow of a decay": fc.tuple(lr, steps, lr).map(([from, s, f]) => clampBelow(f, exponential(from, s))),
  };
  it.each(Object.entries(decays))("%s", (_, decay) => {
    fc.assert(fc.property(decay, falls), seeded);
  });
});

describe("warmups never fall, start above 0 and end at their value", () => {
  it("linearWarmup", () => {
    fc.assert(
      fc.property(steps, lr, (s, value) => {
        const schedule = linearWarmup(s, value);
        return rises(schedule) && schedule(1) > 0 && schedule(s) === value && (s === 1 || schedule(s - 1) < value);
      }),
      seeded,
    );
  });

  it("untunedWarmup", () => {
    fc.assert(
      fc.property(share, lr, (beta2, value) => {
        const schedule = untunedWarmup(beta2, value);
        const end = Math.ceil(2 / (1 - beta2));
        return rises(schedule) && schedule(1) > 0 && Math.abs(schedule(end + 1) - value) <= value * 1e-14;
      }),
      seeded,
    );
  });
});

describe("cycles stay within their bounds and reach them", () => {
  it("cyclic", () => {
    fc.assert(
      fc.property(lr, lr, steps, steps, (low, height, up, down) => {
        const schedule = cyclic(low, low + height, up, down);
        const peak = schedule(1 + up);
        return within(schedule, low, low + height) && schedule(1) === low && Math.abs(peak - low - height) <= 1e-13;
      }),
      seeded,
    );
  });

  it("cosineWarmRestarts", () => {
    fc.assert(
      fc.property(lr, steps, fc.integer({ min: 1, max: 4 }), share, (from, s, multiplier, to) => {
        const schedule = cosineWarmRestarts(from, s, multiplier, from * to);
        const restarted = Math.abs(schedule(1 + s) - from) <= from * 1e-14;
        return within(schedule, from * to, from) && restarted && schedule(s) <= from * slack;
      }),
      seeded,
    );
  });

  it("oneCycle peaks exactly where its momentum is lowest", () => {
    fc.assert(
      fc.property(fc.integer({ min: 10, max: 90 }), fc.constantFrom(2 as const, 3 as const), (s, phases) => {
        const rate = preview(oneCycle(1, s, 25, 1e4, 0.4, phases), s);
        const momentum = preview(oneCycleMomentum(0.8, 0.9, s, 0.4, phases), s);
        return rate.indexOf(Math.max(...rate)) === momentum.indexOf(Math.min(...momentum)) && Math.min(...rate) > 0;
      }),
      seeded,
    );
  });
});

describe("joins are continuous", () => {
  it("noam turns from rise to fall at its peak", () => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 512 }), steps, (dimension, s) => {
        const values = preview(noam(dimension, s), n);
        return values.indexOf(Math.max(...values)) === s - 1 && jump(noam(dimension, s)) <= values[0] * (1 + 1e-10);
      }),
      seeded,
    );
  });

  it("warmupStableDecay moves by at most one step of its rise or fall", () => {
    fc.assert(
      fc.property(lr, steps, steps, steps, (peak, w, s, d) => {
        return jump(warmupStableDecay(peak, w, s, d)) <= (peak / Math.min(w, d)) * (1 + 1e-12);
      }),
      seeded,
    );
  });

  it("warmup arrives at the schedule's first value and then runs the whole schedule", () => {
    fc.assert(
      fc.property(lr, steps, steps, (from, w, s) => {
        const schedule = warmup(w, cosine(from, s));
        const after = preview(schedule, n).slice(w);
        const rise = preview(schedule, w).every((value, i) => Math.abs(value - (from * (i + 1)) / w) < from * 1e-14);
        return rise && after.every((value, i) => value === cosine(from, s)(i + 1));
      }),
      seeded,
    );
  });
});

describe("one schedule, written two ways", () => {
  const same = (a: Schedule, b: Schedule): boolean =>
    preview(a, n).every((value, i) => Math.abs(value - b(i + 1)) < 1e-13);

  it("stepDecay is multiStep at every multiple, and piecewiseConstant with their values", () => {
    fc.assert(
      fc.property(steps, (every) => {
        const milestones = Array.from({ length: n }, (_, i) => every * (i + 1));
        const values = [1, ...milestones.map((_, i) => 0.5 ** (i + 1))];
        const steps = stepDecay(1, every, 0.5);
        return same(steps, multiStep(1, milestones, 0.5)) && same(steps, piecewiseConstant(milestones, values));
      }),
      seeded,
    );
  });

  it("warmupStableDecay is a sequence of warmup, constant and line", () => {
    fc.assert(
      fc.property(steps, steps, steps, (w, s, d) =>
        same(
          warmupStableDecay(2, w, s, d, 1),
          sequence(linearWarmup(w, 2), w, sequence(constant(2), s, linearDecay(2, d, 1))),
        ),
      ),
      seeded,
    );
  });

  it("a linear warmup as a factor differs from warmup, which delays the schedule", () => {
    const factor = scale(linearWarmup(10), cosine(1, 20));
    const waits = warmup(10, cosine(1, 20));
    expect(factor(10)).toBeCloseTo(cosine(1, 20)(10), 14);
    expect(waits(10)).toBe(1);
  });

  it("perEpoch of 1 update changes nothing", () => {
    fc.assert(
      fc.property(steps, (s) => same(perEpoch(1, cosine(1, s)), cosine(1, s))),
      seeded,
    );
  });
});

it.each(examples)("%s is pure: it gives the same finite values in any order of calls", (text) => {
  const forward = preview(parseSchedule(text), 100);
  const schedule = parseSchedule(text);
  const backward = Array.from({ length: 100 }, (_, i) => schedule(100 - i)).reverse();
  expect(backward).toEqual(forward);
  expect(forward.every(Number.isFinite)).toBe(true);
});
