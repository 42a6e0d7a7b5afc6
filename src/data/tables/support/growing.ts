/** Numbers of one kind whose count is not known in advance. */
export class Growing<A extends Float64Array | Int32Array> {
  private values: A;
  private used = 0;

  constructor(private readonly make: (length: number) => A) {
    this.values = make(64);
  }

  push(value: number): void {
    if (this.used === this.values.length) {
      const longer = this.make(2 * this.used);
      longer.set(this.values);
      this.values = longer;
    }
    this.values[this.used++] = value;
  }

  /** Returns the numbers so far, without spare room. */
  toArray(): A {
    return this.values.slice(0, this.used) as A;
  }
}
