/**
 * @file Finite gradients give finite weights in every rule and variant. Their sizes are 1e-23 to 9e18, whose squares
 * Float32 holds or rounds to 0. Matrices have sums of squares beyond Float32.
 */
import { describe, expect, it } from "vitest";
import { Optimizer, type Rule, rules } from "../../src/optim/index.ts";
import { formsOf } from "../support/formsOf.ts";

const sizes = [1e-23, 1e-12, 1, 1e12, 3e18, 9e18];

/** Streams of the size of each step: constant, and jumping from one end to the other. */
const streams = [...sizes.map((size) => [size, size, size, size]), [1e-23, 9e18, 1e-23, 9e18], [9e18, 1e-23, 0, 3e18]];

/** The weights after a stream of gradients with alternating signs. */
function end(rule: Rule, shape: number[], stream: readonly number[]): Float32Array {
  const length = shape.reduce((product, side) => product * side, 1);
  const param = {
    data: Float32Array.from({ length }, (_, i) => (i % 7) / 7 - 0.4),
    grad: null as Float32Array | null,
    shape,
  };
  const optimizer = new Optimizer([param], rule);
  for (const [t, size] of stream.entries()) {
    param.grad = Float32Array.from({ length }, (_, i) => ((i + t) % 3 === 0 ? -size : size));
    optimizer.step();
  }
  return param.data;
}

const factories = Object.entries(rules)
  .filter(([, { definition }]) => !definition.needsClosure)
  .map(([name, factory]) => ({ name, factory }));

describe("gradients of size 1e-23 to 9e18 in Float32", () => {
  it.each(factories)("$name and its variants stay finite", ({ name, factory }) => {
    for (const shape of name === "muon" ? [[100, 100]] : [[5], [100, 100]]) {
      for (const stream of streams) {
        for (const rule of formsOf(factory)) {
          const weights = end(rule, shape, stream);
          expect(weights.every(Number.isFinite), `${rule.name} ${rule.variant} [${shape}] ${stream}`).toBe(true);
        }
      }
    }
  });
});
