const most = 120;

/**
 * Downsamples a growing series to at most 120 bucket means; the last bucket may be smaller. A full series is halved by
 * merging pairs, so the cost of a value does not grow.
 */
export class BoundedSeries {
  readonly means: number[] = [];
  /** How many values a mean is of, and how many the last is of so far. */
  private share = 1;
  private inLast = 1;

  constructor(values: Iterable<number>) {
    for (const value of values) this.push(value);
  }

  push(value: number): void {
    const { means } = this;
    if (means.length > 0 && this.inLast < this.share) {
      this.inLast++;
      means[means.length - 1] += (value - means[means.length - 1]) / this.inLast;
      return;
    }
    if (means.length === most) this.halve();
    means.push(value);
    this.inLast = 1;
  }

  private halve(): void {
    for (let i = 0; i < most / 2; i++) this.means[i] = (this.means[2 * i] + this.means[2 * i + 1]) / 2;
    this.means.length = most / 2;
    this.share *= 2;
  }
}
