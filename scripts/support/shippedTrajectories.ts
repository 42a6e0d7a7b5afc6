/**
 * @file The golden trajectories that the package ships for `downhill check`: the first of each rule, variant and inner
 * rule. Gradients are Float32 numbers and expected weights are compared as Float64, so the shortest digits that round
 * to them are enough.
 */
interface Case {
  readonly rule: string;
  readonly variant?: string;
  readonly inner?: unknown;
  readonly theta0: readonly number[];
  readonly gradients: readonly (readonly number[])[];
  readonly theta: readonly (readonly string[])[];
  readonly average?: readonly (readonly string[])[];
}

/** The shortest decimals of the same Float64. */
const asFloat64 = (path: readonly (readonly string[])[]): string[][] =>
  path.map((step) => step.map((weight) => `${Number(weight)}`));

/** The shortest decimal whose Float32 is x. */
function shortest(x: number): number {
  for (let digits = 1; digits <= 9; digits++) {
    const short = Number(x.toPrecision(digits));
    if (Object.is(Math.fround(short), x)) return short;
  }
  return x;
}

/** The text of dist/trajectories.json. */
export function shippedTrajectories(text: string): string {
  const seen = new Set<string>();
  const kept = (JSON.parse(text) as Case[]).filter(({ rule, variant, inner }) => {
    const form = JSON.stringify([rule, variant, inner]);
    return !seen.has(form) && seen.add(form);
  });
  return JSON.stringify(
    kept.map((one) => ({
      ...one,
      theta0: one.theta0.map(shortest),
      gradients: one.gradients.map((step) => step.map(shortest)),
      theta: asFloat64(one.theta),
      ...(one.average && { average: asFloat64(one.average) }),
    })),
  );
}
