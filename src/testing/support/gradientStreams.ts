import { Random } from "../../autograd/random.ts";
import { gaussians } from "./noise.ts";
import { repeat, upTo } from "./numbers.ts";

/** Gradients along which rules part: small ones show ε, zeros show 0/0, outliers show memory, a long one shows t. */
export interface Stream {
  readonly name: string;
  /** Exact in Float32. [steps][6] */
  readonly gradients: readonly (readonly number[])[];
}

export const streamShape: readonly number[] = [2, 3];

const random = new Random(80);
const rounded = (values: readonly number[]): number[] => values.map(Math.fround);
const normal = (factor = 1): number[] => rounded(gaussians(random, 6).map((x) => factor * x));

/** The weights at the start of every stream, exact in Float32. */
export const streamStart: readonly number[] = normal();

export const gradientStreams: readonly Stream[] = [
  { name: "ordinary gradients", gradients: upTo(12).map(() => normal()) },
  { name: "gradients of 1e-7", gradients: upTo(12).map(() => normal(1e-7)) },
  { name: "gradients of 0 at first", gradients: upTo(8).map((t) => (t < 3 ? repeat(0, 6) : normal())) },
  { name: "sparse and large gradients", gradients: upTo(20).map((t) => (t % 5 === 2 ? normal(1000) : normal(0.01))) },
  { name: "40 equal gradients and their reversal", gradients: upTo(46).map((t) => repeat(t <= 40 ? 0.5 : -0.5, 6)) },
];
