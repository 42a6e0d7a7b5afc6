/** @file No hash breaks the lab, whatever it holds. */
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { kindsOf } from "../../site/lab/forms.ts";
import { parseFormula } from "../../site/lab/formula/parseFormula.ts";
import { readHash } from "../../site/lab/hash.ts";
import { pinnedOf } from "../../site/lab/pin.ts";
import { ranges } from "../../site/lab/state.ts";

describe("a share link", () => {
  it("never breaks, never holds a NaN: 10,000 random hashes", () => {
    const alphabet = 'vfkrotpsx=&#,()[]{}"<>%.-+eE0123456789 adamsgd🙂\u0000\u202e'.split("");
    const part = fc.oneof(
      fc.constantFrom(
        "v=",
        "f=",
        "rot=",
        "p0=",
        "noise=",
        "s=",
        "steps=",
        "t=",
        "k=",
        "o=",
        "o=adam(",
        "f=custom&fx=",
        "gclip=",
        "l2=",
        "pin=",
        "hide=",
        "ui=min",
        "d=table",
        "csv=x,k%0A1,a%0A2,b%0A3,a%0A",
        "csv=",
        "&",
        "#",
        "<b>",
      ),
      fc.constantFrom(
        "sgd",
        "adam(lr=1e999)",
        "adam(variant=mlx)",
        "__proto__",
        "constructor(x=1)",
        "-0",
        "NaN",
        "1e-400",
        "x^2+log(y",
        "header,stage",
        "v%3D1%26o%3Dadam",
      ),
      fc.string({ unit: fc.constantFrom(...alphabet), maxLength: 12 }),
    );
    fc.assert(
      fc.property(fc.array(part, { maxLength: 12 }), (parts) => {
        const { state, notices } = readHash(parts.join(""));
        for (const name of [
          "condition",
          "rotation",
          "noise",
          "clip",
          "decay",
          "seed",
          "steps",
          "inspected",
          "line",
        ] as const)
          expect((name in ranges ? ranges[name as "steps"] : ranges.step).holds(state[name])).toBe(true);
        expect(state.t).toBeLessThanOrEqual(state.steps);
        parseFormula(state.formula);
        pinnedOf(state);
        for (const one of state.choices)
          for (const [key, value] of Object.entries(one.settings)) expect(kindsOf(one)[key].holds(value)).toBe(true);
        for (const notice of notices) expect(notice).not.toMatch(/[\p{Cc}\p{Cf}]/u);
      }),
      { numRuns: 10_000, seed: 2 },
    );
  });
});
