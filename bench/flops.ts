/** @file The floating-point operations of a training step: those of its products and convolutions. */
import { type Layer, type Problem, product } from "./problems.ts";

/** A walk through the layers: the shape that arrives, and whether its gradient is needed. */
interface Walk {
  shape: readonly number[];
  needsGradient: boolean;
  flops: number;
}

/**
 * Returns the floating-point operations of one training step. A product counts once forward, once for the gradient of
 * its weights, and once for that of its input. Inputs of the model need no gradient.
 */
export function flopsOf({ layers, shape }: Problem): number {
  const walk: Walk = { shape, needsGradient: false, flops: 0 };
  for (const layer of layers) pass(walk, layer);
  return walk.flops;
}

function pass(walk: Walk, layer: Layer): void {
  const [batch, ...rest] = walk.shape;
  switch (layer.kind) {
    case "linear":
      weigh(walk, layer, [...walk.shape.slice(0, -1), layer.shape[0]]);
      break;
    case "conv": {
      const sides = rest.slice(1).map((side) => side + 2 * (layer.padding ?? 0) - layer.shape[2] + 1);
      weigh(walk, layer, [batch, layer.shape[0], ...sides]);
      break;
    }
    case "pool":
      walk.shape = [batch, rest[0], ...rest.slice(1).map((side) => side >> 1)];
      break;
    case "flatten":
      walk.shape = [batch, product(rest)];
      break;
    case "embedding":
      walk.shape = [...walk.shape, layer.shape[1]];
      break;
    case "residual":
      for (const each of layer.layers) pass(walk, each);
      break;
    case "attention":
      attend(walk, layer.layers);
      break;
  }
  // The gradient of its weights needs those of all results after it.
  if ("shape" in layer || "features" in layer) walk.needsGradient = true;
}

/** A layer with weights: each of its outputs is a product with one row of them. */
function weigh(walk: Walk, { shape: [, ...row] }: { shape: readonly number[] }, outputs: readonly number[]): void {
  walk.flops += (walk.needsGradient ? 3 : 2) * 2 * product(outputs) * product(row);
  walk.shape = outputs;
}

/** Scores are products of queries and keys; results are products of scores and values. */
function attend(walk: Walk, [all, out]: readonly Layer[]): void {
  const [batch, time, features] = walk.shape;
  pass(walk, all);
  walk.flops += 3 * 2 * 2 * batch * time * time * features;
  walk.shape = [batch, time, features];
  pass(walk, out);
}
