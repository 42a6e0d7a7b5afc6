import type { Sweep } from "../../testing/sweep.ts";

/** The V as text: one bar for each distance, longer for larger errors. */
export function sweepText({ points, best }: Sweep, unicode: boolean): string[] {
  return points.map((point) => {
    const halfDecades = Math.max(0, Math.round(2 * (Math.log10(Math.max(point.error, 1e-16)) + 14)));
    const note = point === best ? " best" : point.step <= 1e-11 ? " round-off" : point.step >= 0.1 ? " curvature" : "";
    const bar = (unicode ? "█" : "#").repeat(Math.min(30, halfDecades));
    return `h ${point.step.toExponential().padEnd(6)} error ${point.error.toExponential(1).padEnd(8)} ${bar}${note}`;
  });
}
