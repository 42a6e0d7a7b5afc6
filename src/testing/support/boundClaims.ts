import type { Rule } from "../../optim/rule.ts";
import { assertClose } from "./assertClose.ts";
import { type Claim, claim, type Optim } from "./claim.ts";
import { holds } from "./holds.ts";
import { moves } from "./moves.ts";
import { noise } from "./noise.ts";
import { averages } from "./numbers.ts";

interface BoundSettings {
  lr: number;
  gamma?: number;
  finalLr: number;
  beta1: number;
  beta2: number;
  baseLr?: number;
  form?: "paper";
}

/** The claims about the bounds that AdaBound and AMSBound share. */
export const boundClaims = (name: string, make: (optim: Optim) => (settings: BoundSettings) => Rule): Claim[] => [
  claim(`${name}'s coefficients come within f/(γt) of f: in the limit it is SGD with momentum`, (optim) => {
    const stream = noise(16, 2000).map((g, t) => (t % 50 === 0 ? 30 * g : g));
    const settings = { lr: 0.001, gamma: 0.05, finalLr: 0.1, beta1: 0.9, beta2: 0.999, baseLr: 0.001 };
    const momentum = averages(0.9, stream);
    const coefficients = moves(optim, make(optim)(settings), stream).map((move, t) => -move / momentum[t]);
    for (const [i, coefficient] of coefficients.entries()) {
      const t = i + 1;
      holds(coefficient <= 0.1 * (1 + 1 / (0.05 * t)) * (1 + 1e-9), `at most the upper bound at ${t}`);
      holds(coefficient >= 0.1 * (1 - 1 / (0.05 * t + 1)) * (1 - 1e-9), `at least the lower bound at ${t}`);
    }
    const late = coefficients.slice(1900).map((coefficient) => Math.abs(coefficient - 0.1));
    holds(Math.max(...late) < 0.1 / (0.05 * 1900));
  }),

  claim(`${name} in the paper's form has narrower bounds 1 − β₂ and falls as 1/√t`, (optim) => {
    const settings = { lr: 1e-9, finalLr: 0.1, beta1: 0, beta2: 0.9, variant: "paper" } as const;
    const stream = noise(18, 50);
    // α/√v is far below the lower bound, which therefore decides.
    const expected = stream.map((g, i) => (-0.1 * (1 - 1 / (0.1 * (i + 1) + 1)) * g) / Math.sqrt(i + 1));
    assertClose(moves(optim, make(optim)(settings), stream), expected, { relative: 1e-12 });
  }),
];
