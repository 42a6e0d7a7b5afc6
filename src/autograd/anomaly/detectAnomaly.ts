import type { Floats } from "../../array/floats.ts";
import { array, type NdArray } from "../../array/ndArray.ts";
import type { Tensor } from "../tensor.ts";
import { type Watcher, watched } from "../watcher.ts";
import { type Anomaly, AnomalyError, type Statistics } from "./anomalyError.ts";
import { NearestName } from "./nearestName.ts";

/**
 * Runs `compute`, forward and perhaps backward, and stops where a NaN or an Infinity first appears. Checks every
 * result inside `compute`, and costs nothing outside.
 * Throws an AnomalyError with the op, the layer and the statistics of the op's inputs.
 *
 * @example detectAnomaly(() => exp(tensor([0]))).item() // 1
 */
export const detectAnomaly = <T>(compute: () => T): T => watched("detectAnomaly", new Detector(), compute);

class Detector implements Watcher {
  /** The layers whose forward pass is running, the outermost first. */
  private readonly layers: string[] = [];
  /** The layer that computed each result, for backward. */
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

  passedBack(y: Tensor, dy: NdArray, x: Tensor, dx: NdArray): void {
    const { op, read } = y.history;
    const inputs = read.map(([input]) => input);
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
