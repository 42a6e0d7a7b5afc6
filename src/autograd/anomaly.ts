/** @file Where a NaN or an Infinity first appears: the op, the layer, and what went in. */
import { array, type Floats, type NdArray, type Shape, showShape } from "../kernels/array.ts";
import { NearestName } from "./nearestName.ts";
import { type Watcher, watched } from "./recording.ts";
import type { Tensor } from "./tensor.ts";

/** What numbers an array holds, told by its finite ones. */
export interface Statistics {
  /** The tensor's name, or what it is to the op. */
  name: string;
  shape: Shape;
  nonFinite: number;
  min: number;
  max: number;
  mean: number;
}

export interface Anomaly {
  /** Did the op give it, or did it get it: from a tensor made elsewhere, or as the sum of gradients? "sum": what a leaf has in `grad`. */
  phase: "forward" | "backward" | "forward input" | "backward input" | "sum";
  /** Of a "sum" it is "adding gradients". */
  op: string;
  /** "in layer …" as a Sequential counts them, else "at" or "after" the nearest tensor with a name; "" if none is known. */
  layer: string;
  value: number;
  index: number;
  /** The op's inputs; backward also the gradient of its result. */
  inputs: Statistics[];
}

/** What `detectAnomaly` throws: its message is the report, `anomaly` the same for programs. */
export class AnomalyError extends Error {
  override name = "AnomalyError";
  readonly anomaly: Anomaly;

  /** `what` held it, an array of so many values. */
  constructor(anomaly: Anomaly, what: string, size: number) {
    const { phase, op, layer, value, index, inputs } = anomaly;
    const who = `${phase.startsWith("backward") ? "backward of " : ""}${op}${layer === "" ? "" : ` ${layer}`}`;
    const verb = phase.endsWith("input") ? "got" : "gave";
    const first = `detectAnomaly: ${who} ${verb} ${value} at index ${index} of ${what}, ${size} values`;
    super([first, ...inputs.map(line)].join("\n  "));
    this.anomaly = anomaly;
  }
}

const short = (x: number): string => `${Number(x.toPrecision(4))}`;

function line({ name, shape, nonFinite, min, max, mean }: Statistics): string {
  const numbers = Number.isNaN(mean) ? "" : `, from ${short(min)} to ${short(max)}, mean ${short(mean)}`;
  return `${name} ${showShape(shape)}: ${nonFinite} not finite${numbers}`;
}

/**
 * Runs `compute`, forward and perhaps backward, and stops where a NaN or an Infinity first appears. Outside it costs
 * nothing; inside, every result is looked through.
 * Throws an AnomalyError naming op, layer and the statistics of what went in.
 *
 * @example detectAnomaly(() => exp(tensor([0]))).item() // 1
 */
export const detectAnomaly = <T>(compute: () => T): T => watched("detectAnomaly", new Detector(), compute);

/**
 * What `detectAnomaly` says about `compute`; null if everything stays finite. Other errors pass through.
 *
 * @example findAnomaly(() => log(tensor([1, 0]))).split("\n")[0] // "detectAnomaly: log gave -Infinity at index 1 of its result, 2 values"
 */
export function findAnomaly(compute: () => unknown): string | null {
  try {
    detectAnomaly(compute);
    return null;
  } catch (error) {
    if (error instanceof AnomalyError) return error.message;
    throw error;
  }
}

class Detector implements Watcher {
  /** The layers under way, the outermost first. */
  private readonly layers: string[] = [];
  /** The layer each result was computed in: what backward needs. */
  private readonly layerOf = new WeakMap<Tensor, string>();
  private readonly nearestName = new NearestName();

  enter(layer: string): void {
    this.layers.push(layer);
  }

  leave(): void {
    this.layers.pop();
  }

  computed(op: string, y: Tensor, inputs: readonly Tensor[]): void {
    const layer = this.layers.length > 0 ? `in layer ${this.layers.join(", ")}` : this.nearestName.among(inputs);
    this.layerOf.set(y, layer);
    const seen = inputs.map((x, i) => statistics(nameOf(x, i), x));
    for (const [i, x] of inputs.entries()) check({ phase: "forward input", op, layer, inputs: seen }, x, nameOf(x, i));
    check({ phase: "forward", op, layer, inputs: seen }, y, "its result");
  }

  passedBack(y: Tensor, inputs: readonly Tensor[], dy: NdArray, x: Tensor, dx: NdArray): void {
    const { op } = y;
    const layer = this.layerOf.get(y) ?? this.nearestName.among(inputs);
    const name = nameOf(x, inputs.indexOf(x));
    const seen = [...inputs.map((input, i) => statistics(nameOf(input, i), input)), statistics(gradientOfResult, dy)];
    check({ phase: "backward input", op, layer, inputs: seen }, dy, gradientOfResult);
    check({ phase: "backward", op, layer, inputs: seen }, dx, `the gradient of ${name}`);
  }

  kept(x: Tensor, sum: Floats): void {
    const layer = this.layerOf.get(x) ?? this.nearestName.among([x]);
    const name = x.name || "a tensor";
    const grad = array(sum, x.shape);
    const seen = [statistics(name, x), statistics(`the gradient of ${name}`, grad)];
    check({ phase: "sum", op: "adding gradients", layer, inputs: seen }, grad, `the gradient of ${name}`);
  }
}

const gradientOfResult = "the gradient of its result";

function check(found: Omit<Anomaly, "value" | "index">, { data }: NdArray, what: string): void {
  const index = data.findIndex((value) => !Number.isFinite(value));
  if (index >= 0) throw new AnomalyError({ ...found, value: data[index], index }, what, data.length);
}

const nameOf = (x: Tensor, position: number): string => x.name || `input ${position}`;

function statistics(name: string, { data, shape }: NdArray): Statistics {
  const finite = data.filter((value) => Number.isFinite(value));
  let [min, max, sum] = [Infinity, -Infinity, 0];
  for (const value of finite) {
    min = Math.min(min, value);
    max = Math.max(max, value);
    sum += value;
  }
  return { name, shape, nonFinite: data.length - finite.length, min, max, mean: sum / finite.length };
}
