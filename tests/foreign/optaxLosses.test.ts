/** @file The losses that optax's tests expect. Losses that are not downhill's own are composed of its ops. */
import { readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";
import { tensor } from "../../src/autograd/index.ts";
import { evaluateCall } from "../support/evaluateCall.ts";

/** JSON has no Infinity: it stands as a text. */
type Figures = (number | string | Figures)[];

interface Case {
  file: string;
  test: string;
  call: string;
  inputs: Figures[];
  values: (number | string)[];
  /** The precision of the figures, as a share of those above 1. */
  tolerance: number;
}

const { cases }: { cases: Case[] } = JSON.parse(readFileSync(new URL("optaxLosses.json", import.meta.url), "utf8"));

const numbers = (list: Figures): number[] => list.flat(2).map(Number);
const shape = (list: Figures): number[] => (Array.isArray(list[0]) ? [list.length, list[0].length] : [list.length]);

describe("losses have the values of optax's tests", () => {
  it.each(cases.map((one) => [one.test, one.call, one] as const))(
    "%s: %s",
    (_test, call, { inputs, values, tolerance }) => {
      const tensors = inputs.map((list) => tensor(Float64Array.from(numbers(list)), { shape: shape(list) }));
      const { data } = evaluateCall(call, tensors);
      expect(data.length).toBe(values.length);
      for (const [i, value] of values.entries()) {
        const apart = data[i] === Number(value) ? 0 : Math.abs(data[i] - Number(value));
        expect(apart, `${data[i]} against ${value}`).toBeLessThanOrEqual(
          tolerance * Math.max(1, Math.abs(Number(value))),
        );
      }
    },
  );
});
