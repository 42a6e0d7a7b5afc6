/** @file Line search: how far to go along a direction. */

/** A point on the line θ + α d: φ(α) = f(θ + α d), and its slope φ′(α) = ∇f(θ + α d) · d. */
export interface LinePoint {
  readonly alpha: number;
  readonly value: number;
  readonly slope: number;
}

export interface WolfeSettings {
  /** The share of the decrease that the first slope promises: φ(α) ≤ φ(0) + c1 α φ′(0). */
  c1: number;
  /** The share of the first slope that may be left: |φ′(α)| ≤ c2 |φ′(0)|. */
  c2: number;
  /** The largest number of evaluations of φ. The search then returns the lowest point so far. */
  evaluations: number;
}

/**
 * A point that satisfies the strong Wolfe conditions — Nocedal & Wright, "Numerical Optimization", 2nd edition 2006,
 * Algorithms 3.5 and 3.6 (`zoom`); trial points by the cubic through two points, equation 3.59.
 *
 *     φ(α) ≤ φ(0) + c1 α φ′(0)          it went down as far as promised
 *     |φ′(α)| ≤ c2 |φ′(0)|              the way left down is flat
 *
 * `start` is φ(0), whose slope must be negative, and `first` the first α tried. Where no such point is found in time
 * it returns the lowest point seen, `start` if none was lower. A value that is NaN or infinite counts as too high.
 */
export function strongWolfe<Point extends LinePoint>(
  evaluate: (alpha: number) => Point,
  start: Point,
  first: number,
  { c1, c2, evaluations }: WolfeSettings,
): Point {
  let left = evaluations;
  const search: Search<Point> = {
    phi(alpha) {
      left--;
      return evaluate(alpha);
    },
    isSpent: () => left <= 0,
    isTooHigh: ({ alpha, value }) => !(value <= start.value + c1 * alpha * start.slope),
    isFlat: ({ slope }) => Math.abs(slope) <= c2 * Math.abs(start.slope),
  };
  let before = start;
  let trial = search.phi(first);
  while (true) {
    if (search.isTooHigh(trial) || (before !== start && trial.value >= before.value))
      return zoom(search, before, trial);
    if (search.isFlat(trial)) return trial;
    if (trial.slope >= 0) return zoom(search, trial, before);
    if (search.isSpent()) return trial;
    before = trial;
    trial = search.phi(2 * trial.alpha);
  }
}

interface Search<Point> {
  phi(alpha: number): Point;
  /** Returns whether no evaluation is left. */
  isSpent(): boolean;
  isTooHigh(point: Point): boolean;
  isFlat(point: Point): boolean;
}

/**
 * Between `low`, the lowest point so far that is not too high, and `high`, a point beyond a minimum. The cubic's
 * minimum may lie so near one end that the interval hardly shrinks: then the next trial halves it.
 */
function zoom<Point extends LinePoint>(search: Search<Point>, low: Point, high: Point): Point {
  let shrank = true;
  while (!search.isSpent()) {
    const width = Math.abs(high.alpha - low.alpha);
    const trial = search.phi(shrank ? cubicMinimum(low, high) : (low.alpha + high.alpha) / 2);
    if (trial.alpha === low.alpha || trial.alpha === high.alpha) return low;
    if (search.isTooHigh(trial) || trial.value >= low.value) high = trial;
    else {
      if (search.isFlat(trial)) return trial;
      if (trial.slope * (high.alpha - low.alpha) >= 0) high = low;
      low = trial;
    }
    shrank = Math.abs(high.alpha - low.alpha) <= 0.5 * width;
  }
  return low;
}

/** Where the cubic with the values and slopes of a and b is lowest; half way where it has no minimum between them. */
function cubicMinimum(a: LinePoint, b: LinePoint): number {
  const width = b.alpha - a.alpha;
  const d1 = a.slope + b.slope - (3 * (a.value - b.value)) / (a.alpha - b.alpha);
  const d2 = Math.sign(width) * Math.sqrt(d1 * d1 - a.slope * b.slope);
  const share = 1 - (b.slope + d2 - d1) / (b.slope - a.slope + 2 * d2);
  return a.alpha + width * (share > 0 && share < 1 ? share : 0.5);
}
