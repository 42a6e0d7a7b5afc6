/** A call of every schedule and of its modes, for charts. */
export const scheduleCalls: readonly string[] = [
  "constant(1)",
  "piecewiseConstant([60, 120], [1, 0.5, 0.1])",
  "exponential(1, 60)",
  "reciprocal(1, 30)",
  "linearDecay(1, 150, 0.1)",
  "polynomial(1, 150, 0, 2)",
  "stepDecay(1, 50, 0.5)",
  "multiStep(1, [80, 150], 0.3)",
  "inverseSquareRoot(1, 30)",
  "linearWarmup(40)",
  "untunedWarmup(0.98)",
  "noam(64, 40)",
  "relativeStep(warmup)",
  "cosine(1, 150, 0.1)",
  "cosineWarmRestarts(1, 25, 2)",
  "oneCycle(1, 180)",
  "oneCycle(1, 180, 25, 1e4, 0.4, 3, linear)",
  "oneCycleMomentum(0.85, 0.95, 180)",
  "cyclic(0.1, 1, 25, 25)",
  "cyclic(0.1, 1, 25, 25, triangular2)",
  "cyclic(0.1, 1, 25, 25, expRange, 0.99)",
  "warmupStableDecay(1, 30, 100, 50)",
  "sequence(constant(0.5), 60, cosine(1, 120))",
  "warmup(40, cosine(1, 160))",
  "scale(linearWarmup(40), cosine(1, 160))",
  "perEpoch(20, exponential(1, 3))",
  "clampBelow(0.3, exponential(1, 60))",
];

/** The number of updates that a chart shows. One schedule bends only later. */
export const updatesShown = (call: string): number => (call === "relativeStep(warmup)" ? 40_000 : 200);
