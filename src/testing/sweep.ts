import { type CheckedElement, gradcheck, type Kink, type Tensor } from "../autograd/index.ts";

/** The disagreement of the worst element at one distance of the central difference. */
export interface SweepPoint {
  step: number;
  error: number;
}

export interface Sweep {
  points: SweepPoint[];
  /** The point with the smallest error. */
  best: SweepPoint;
  /** The largest error of an element or of the random direction, each at the distance that suits it best. */
  error: number;
  worst: CheckedElement;
  /** The kink at the worst element, or null. */
  kink: Kink | null;
  checked: number;
}

/**
 * Checks a gradient at many distances h of the central difference. Errors fall with h² while the third derivative
 * dominates, and rise with 1/h once rounding does: a V. With a wrong derivative they stay above a floor.
 *
 * A kink of relu or max within h of an element spoils that element at that h. With many elements, every h hits a kink.
 * So each element is measured at its best h. A wrong derivative is wrong at all of them.
 */
export function sweep(
  f: (...inputs: Tensor[]) => Tensor,
  inputs: readonly Tensor[],
  steps: readonly number[] = allSteps,
  elements = Infinity,
): Sweep {
  const reports = steps.map((step) => gradcheck(f, inputs, { step, elements }));
  const points = reports.map(({ worst, directional }, i) => ({
    step: steps[i],
    error: Math.max(worst.error, directional.error),
  }));
  const bestOfEach = reports[0].checked.map((_, k) => least(reports.map(({ checked }) => checked[k])));
  const worst = bestOfEach.reduce((a, b) => (b.error > a.error ? b : a));
  const kinks = reports.flatMap((report) => report.kinks);
  const isWorst = ({ input, index, within }: Kink): boolean =>
    within === 0 && input === worst.input && index === worst.index;
  const kink = kinks.find(isWorst) ?? null;
  const { error } = least(reports.map(({ directional }) => directional));
  return { points, best: least(points), error: Math.max(worst.error, error), worst, kink, checked: bestOfEach.length };
}

const least = <T extends { error: number }>(all: readonly T[]): T => all.reduce((a, b) => (b.error < a.error ? b : a));

/** 1e-1 … 1e-12 */
export const allSteps: readonly number[] = Array.from({ length: 12 }, (_, i) => Number(`1e-${i + 1}`));
