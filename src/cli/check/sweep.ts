import { type CheckedElement, gradcheck, type Tensor } from "../../autograd/index.ts";

/** The disagreement of the worst element for a distance of the central difference. */
export interface SweepPoint {
  step: number;
  error: number;
}

export interface Sweep {
  points: SweepPoint[];
  /** With the distance that agrees best. */
  best: SweepPoint;
  /** The largest error, of an element or of the random direction, that is left with the distance that suits each best. */
  error: number;
  worst: CheckedElement;
  checked: number;
}

/**
 * The gradient check for many distances h of the central difference. Errors fall with h² while curvature matters and
 * rise with 1/h when rounding does: a V. A wrong derivative has no V, only a floor.
 *
 * A kink of relu or max within h of an element spoils that element for that h, and among many there is one for every h:
 * so each is judged with the h that suits it. A wrong derivative is wrong with all of them.
 */
export function sweep(
  f: (...inputs: Tensor[]) => Tensor,
  inputs: readonly Tensor[],
  steps: readonly number[],
  elements = Infinity,
): Sweep {
  const reports = steps.map((step) => gradcheck(f, inputs, { step, elements }));
  const points = reports.map(({ worst, directional }, i) => ({
    step: steps[i],
    error: Math.max(worst.error, directional.error),
  }));
  const ownBest = reports[0].checked.map((_, k) => least(reports.map(({ checked }) => checked[k])));
  const worst = ownBest.reduce((a, b) => (b.error > a.error ? b : a));
  const { error } = least(reports.map(({ directional }) => directional));
  return { points, best: least(points), error: Math.max(worst.error, error), worst, checked: ownBest.length };
}

const least = <T extends { error: number }>(all: readonly T[]): T => all.reduce((a, b) => (b.error < a.error ? b : a));

/** 1e-1 … 1e-12 */
export const allSteps: readonly number[] = Array.from({ length: 12 }, (_, i) => Number(`1e-${i + 1}`));

/** The V as text: a bar for each distance, longer for every decade of error. */
export function sweepText({ points, best }: Sweep, unicode: boolean): string[] {
  return points.map((point) => {
    const decades = Math.max(0, Math.round(2 * (Math.log10(Math.max(point.error, 1e-16)) + 14)));
    const note = point === best ? " best" : point.step <= 1e-11 ? " round-off" : point.step >= 0.1 ? " curvature" : "";
    const bar = (unicode ? "█" : "#").repeat(Math.min(30, decades));
    return `h ${point.step.toExponential().padEnd(6)} error ${point.error.toExponential(1).padEnd(8)} ${bar}${note}`;
  });
}
