import type { Floats } from "../../array/floats.ts";
import { array, type NdArray } from "../../array/ndArray.ts";
import { allFinite } from "../../kernels/allFinite.ts";
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
    const found = (phase: Anomaly["phase"]): Found => {
      return { phase, op, layer, inputs: inputs.map((x, i) => statistics(nameOf(x, i), x)) };
    };
    for (const [i, x] of inputs.entries()) check(x.data, nameOf(x, i), () => found("forward input"));
    check(y.data, "its result", () => found("forward"));
  }

  passedBack(y: Tensor, dy: NdArray, x: Tensor, dx: NdArray): void {
    const { op, read } = y.history;
    const inputs = read.map(([input]) => input);
    const layer = this.layerOf.get(y) ?? this.nearestName.among(inputs);
    const name = nameOf(x, inputs.indexOf(x));
    const found = (phase: Anomaly["phase"]): Found => {
      const seen = inputs.map((input, i) => statistics(nameOf(input, i), input));
      return { phase, op, layer, inputs: [...seen, statistics(gradientOfResult, dy)] };
    };
    check(dy.data, gradientOfResult, () => found("backward input"));
    check(dx.data, `the gradient of ${name}`, () => found("backward"));
  }

  kept(x: Tensor, sum: Floats): void {
    const layer = this.layerOf.get(x) ?? this.nearestName.among([x]);
    const name = x.name || "a tensor";
    const gradient = `the gradient of ${name}`;
    check(sum, gradient, () => {
      const inputs = [statistics(name, x), statistics(gradient, array(sum, x.shape))];
      return { phase: "sum", op: "adding gradients", layer, inputs };
    });
  }
}

const gradientOfResult = "the gradient of its result";

type Found = Omit<Anomaly, "value" | "index">;

/** Throws at the first NaN or Infinity. The statistics of inputs take longer than a whole step: only then. */
function check(data: Floats, what: string, found: () => Found): void {
  if (allFinite(data) !== null) return;
  const index = data.findIndex((value) => !Number.isFinite(value));
  throw new AnomalyError({ ...found(), value: data[index], index }, what, data.length);
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
