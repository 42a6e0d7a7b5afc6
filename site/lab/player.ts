/** @file Which step a playing lab shows: arithmetic on frames, without a clock. */

/** Steps a second at each speed. */
export const speeds: readonly number[] = [5, 20, 60, 240, 1000];
export const usualSpeed = 60;

/** Steps of a second of play where the reader prefers less motion. */
const jumps = 20;

/**
 * The step after `milliseconds` of play from step t, a fraction of a step carried over in `rest`.
 */
export function playOn(
  { t, rest }: { t: number; rest: number },
  milliseconds: number,
  speed: number,
): { t: number; rest: number } {
  // A hidden tab may report a long frame; play resumes from the same step.
  const exact = rest + (Math.min(milliseconds, 100) * speed) / 1000;
  const whole = Math.floor(exact);
  return { t: t + whole, rest: exact - whole };
}

/** The step that a discrete play shows next: at most 20 pictures a run. */
export const jumpOn = (t: number, steps: number): number => Math.min(steps, t + Math.max(1, Math.ceil(steps / jumps)));
