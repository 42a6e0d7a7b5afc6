import { Random } from "../../src/autograd/index.ts";
import { Linear, Sequential } from "../../src/nn/index.ts";

/** A linear model whose weights are 1, 2, 3, …: its predictions are known. */
export function linear(inputs: number, outputs: number) {
  const layer = new Linear(inputs, outputs, { random: new Random(1) });
  layer.weight.assign(Float32Array.from(layer.weight.data, (_, i) => i + 1));
  return new Sequential(layer);
}
