import type { Floats } from "./floats.ts";
import type { Ndarray } from "./toNdarray.ts";

type Bound = number | null | undefined;

const isGiven = (bound: Bound): bound is number => typeof bound === "number" && bound >= 0;

/** A view of a rank without a generated ndarray constructor. It has the same methods, as plain loops. */
export class HighRankView implements Ndarray {
  constructor(
    readonly dtype: string,
    public data: Floats,
    public shape: number[],
    public stride: number[],
    public offset: number,
  ) {}

  get dimension(): number {
    return this.shape.length;
  }

  get size(): number {
    return this.shape.reduce((product, length) => product * length, 1);
  }

  get order(): number[] {
    return this.stride.map((_, axis) => axis).sort((a, b) => Math.abs(this.stride[a]) - Math.abs(this.stride[b]));
  }

  index(...index: number[]): number {
    let place = this.offset;
    for (let axis = 0; axis < this.stride.length; axis++) place += this.stride[axis] * index[axis];
    return place;
  }

  get(...index: number[]): number {
    return this.data[this.index(...index)];
  }

  set(...indexAndValue: number[]): number {
    const value = indexAndValue[this.dimension];
    this.data[this.index(...indexAndValue)] = value;
    return value;
  }

  hi(...end: Bound[]): Ndarray {
    const shape = this.shape.map((length, axis) => (isGiven(end[axis]) ? end[axis] : length));
    return new HighRankView(this.dtype, this.data, shape, [...this.stride], this.offset);
  }

  lo(...start: Bound[]): Ndarray {
    const skipped = this.shape.map((_, axis) => (isGiven(start[axis]) ? start[axis] : 0));
    const shape = this.shape.map((length, axis) => length - skipped[axis]);
    return new HighRankView(this.dtype, this.data, shape, [...this.stride], this.index(...skipped));
  }

  step(...step: Bound[]): Ndarray {
    const steps = this.shape.map((_, axis) => step[axis] ?? 1);
    const first = this.shape.map((length, axis) => (steps[axis] < 0 ? length - 1 : 0));
    const shape = this.shape.map((length, axis) => Math.ceil(length / Math.abs(steps[axis])));
    const stride = this.stride.map((length, axis) => length * steps[axis]);
    return new HighRankView(this.dtype, this.data, shape, stride, this.index(...first));
  }

  transpose(...axes: number[]): Ndarray {
    const order = this.shape.map((_, axis) => axes[axis] ?? axis);
    const [shape, stride] = [order.map((axis) => this.shape[axis]), order.map((axis) => this.stride[axis])];
    return new HighRankView(this.dtype, this.data, shape, stride, this.offset);
  }

  pick(...index: Bound[]): Ndarray {
    const kept = this.shape.map((_, axis) => axis).filter((axis) => !isGiven(index[axis]));
    const place = this.index(...this.shape.map((_, axis) => (isGiven(index[axis]) ? index[axis] : 0)));
    return new HighRankView(
      this.dtype,
      this.data,
      kept.map((axis) => this.shape[axis]),
      kept.map((axis) => this.stride[axis]),
      place,
    );
  }
}
