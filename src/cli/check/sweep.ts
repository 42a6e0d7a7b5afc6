import { gradcheck, type Tensor, type WorstElement } from "../../autograd/index.ts";

/** The disagreement of the worst element for a distance of the central difference. */
export interface SweepPoint {
  step: number;
  error: number;
}

export interface Sweep {
  points: SweepPoint[];
  /** With the distance that agrees best. */
  best: SweepPoint;
  worst: WorstElement;
  checked: number;
}

/**
 * The gradient check for many distances h of the central difference. Errors fall with h² while curvature matters and
 * rise with 1/h when rounding does: a V. A wrong derivative has no V, only a floor.
 */
export function sweep(
  f: (...inputs: Tensor[]) => Tensor,
  inputs: readonly Tensor[],
  steps: readonly number[],
  elements = Infinity,
): Sweep {
  const reports = steps.map((step) => ({ step, report: gradcheck(f, inputs, { step, elements }) }));
  const points = reports.map(({ step, report: { worst, directional } }) => ({
    step,
    error: Math.max(worst.error, directional.error),
  }));
  const best = points.reduce((a, b) => (b.error < a.error ? b : a));
  const { report } = reports[points.indexOf(best)];
  return { points, best, worst: report.worst, checked: report.checked };
}

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
