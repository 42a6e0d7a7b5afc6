/** @file The mistakes of a network for digits, and the results of its layers. */
import { slice, Tensor } from "../../../src/autograd/index.ts";
import type { Dataset } from "../../../src/data/dataset.ts";
import { Conv2d, type Sequential } from "../../../src/nn/index.ts";
import { type WorstExample, worstExamples } from "../../../src/training/worstExamples.ts";
import { digitSide } from "./digits.ts";
import { activationsOf } from "./netModel.ts";

/** Examples that the page shows of each network. */
export const mostMistakes = 8;

/** One channel of a layer's result, in [0, 1] of the largest size in that layer. */
export interface ChannelMap {
  readonly side: number;
  readonly values: Float32Array;
}

export interface LayerMaps {
  /** The convolution in words, such as `Convolution 1 → 4, 3×3`. */
  readonly name: string;
  readonly maps: readonly ChannelMap[];
}

/** The test digits with the largest losses, the worst first. */
export const worstDigits = (model: Sequential, test: Dataset): WorstExample[] =>
  worstExamples(model, test, { count: mostMistakes });

/** The pixels of a digit, [144] in [0, 1]. */
export const pixelsOf = ({ inputs }: Dataset, index: number): ChannelMap => {
  const size = digitSide * digitSide;
  return { side: digitSide, values: Float32Array.from(inputs.data.subarray(index * size, (index + 1) * size)) };
};

/** The result of every convolution for a digit, after its activation. */
export function layerMaps(model: Sequential, { inputs }: Dataset, index: number): LayerMaps[] {
  const results = activationsOf(model, slice(new Tensor(inputs), [[index, index + 1]]));
  const layers = model.children().map(([, layer]) => layer);
  return layers.flatMap((layer, i) => {
    if (!(layer instanceof Conv2d)) return [];
    const { data, shape } = results[i + 2];
    const most = [...data].reduce((high, x) => Math.max(high, Math.abs(x)), 0) || 1;
    const size = shape[2] * shape[3];
    const maps = Array.from({ length: shape[1] }, (_, k) => ({
      side: shape[2],
      values: Float32Array.from(data.subarray(k * size, (k + 1) * size), (x) => Math.abs(x) / most),
    }));
    return [{ name: `Convolution ${layer.describe()}`, maps }];
  });
}
