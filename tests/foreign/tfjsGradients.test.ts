/**
 * @file The gradients that TensorFlow.js's own tests expect. The table says where they are from. It has the calls of
 * `tf.grad` and `tf.grads` with figures for ops that downhill has. Clones, integers, inputs of more than 40 values and
 * expectations that TensorFlow.js computes itself are left out.
 */
import { readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";
import { tensor } from "../../src/autograd/index.ts";
import { evaluateCall } from "../support/evaluateCall.ts";

/** Figures of one test. The call is downhill's: layouts of images and weights are permuted there and back. */
interface Case {
  file: string;
  call: string;
  inputs: { shape: number[]; values: number[] }[];
  dy: number[];
  /** Null for an input without a literal figure. */
  gradients: (number[] | null)[];
  /** The name of the reason why downhill has other figures. */
  differs?: string;
  /** Gradients here, where they differ. */
  here?: ((number | "NaN")[] | null)[];
}

interface Table {
  /** Where downhill differs, and who is right. */
  differs: Record<string, string>;
  cases: Case[];
}

const { differs: reasons, cases }: Table = JSON.parse(
  readFileSync(new URL("tfjsGradients.json", import.meta.url), "utf8"),
);

const titled = (list: Case[]) =>
  list.map((one) => [one.call, one.inputs.map(({ shape }) => `[${shape}]`).join(" "), one] as const);
const differing = cases.filter(({ differs }) => differs !== undefined);
const agreeing = cases.filter(({ differs }) => differs === undefined);

function gradientsOf({ call, inputs, dy }: Case, Kind: Float32ArrayConstructor | Float64ArrayConstructor) {
  const tensors = inputs.map(({ shape, values }) => tensor(Kind.from(values), { shape, requiresGrad: true }));
  evaluateCall(call, tensors).backward({ seed: dy });
  return tensors.map((x) => [...(x.grad ?? new Kind(x.size))]);
}

/** The largest difference, relative for figures above 1. Equal NaN differ by 0, lists of other lengths by Infinity. */
function distance(actual: readonly number[], expected: readonly (number | "NaN")[]): number {
  if (actual.length !== expected.length) return Infinity;
  const apart = expected.map((value, i) =>
    Object.is(Number(value), actual[i])
      ? 0
      : Math.abs(actual[i] - Number(value)) / Math.max(1, Math.abs(Number(value))),
  );
  return apart.some(Number.isNaN) ? Infinity : Math.max(...apart);
}

function expectGradients(
  given: Case,
  expected: NonNullable<Case["here"]>,
  Kind: typeof Float32Array | typeof Float64Array,
) {
  const tolerance = Kind === Float64Array ? 1e-6 : 1e-5;
  for (const [i, gradient] of gradientsOf(given, Kind).entries()) {
    const figures = expected[i];
    if (figures !== null)
      expect(distance(gradient, figures), `gradient of ${"abcde"[i]}: ${gradient}`).toBeLessThan(tolerance);
  }
}

describe("gradients are those of TensorFlow.js's tests", () => {
  it.each(titled(agreeing))("%s of %s", (_call, _shapes, given) => {
    expectGradients(given, given.gradients, Float64Array);
    expectGradients(given, given.gradients, Float32Array);
  });
});

for (const [key, reason] of Object.entries(reasons)) {
  describe(reason, () => {
    it.each(titled(differing.filter(({ differs }) => differs === key)))("%s of %s", (_call, _shapes, given) => {
      expectGradients(given, given.here ?? [], Float64Array);
      const gradients = gradientsOf(given, Float64Array);
      const distances = given.gradients.map((figures, i) => (figures === null ? 0 : distance(gradients[i], figures)));
      expect(Math.max(...distances), "the figures differ").toBeGreaterThan(1e-5);
    });
  });
}
