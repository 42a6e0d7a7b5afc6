/**
 * @file Bugs that real programs had, or have, as edits of the library's loops. `npm run kernels` applies the edits and
 * writes the broken loops to src/generated/bugs.ts, so that no equation is written twice.
 */
import { adamBugs } from "./support/adamBugs.ts";

/** One wrong line of a rule, and the programs that had it. */
export interface BugData {
  readonly name: string;
  /** The rule, and the variant whose loop is edited; "" or none for the default form. */
  readonly rule: string;
  readonly variant?: string;
  /** One sentence that completes "It is this rule, but …". */
  readonly what: string;
  /** The programs, if known. */
  readonly who?: string;
  /** The text in `update`, or in `init`, and its replacement. */
  readonly part?: "init";
  readonly find: string;
  readonly replace: string;
}

export const bugData: readonly BugData[] = [
  ...adamBugs,
  {
    name: "adam.epsInsideUncorrected",
    rule: "adam",
    variant: "tensorflow",
    what: "ε stands under the uncorrected root",
    find: "sqrt(v[i]) + eps",
    replace: "sqrt(v[i] + eps)",
  },
  {
    name: "adam.epsInsideNothingCorrected",
    rule: "adam",
    variant: "mlx",
    what: "nothing is corrected, and ε stands under the root",
    find: "sqrt(v[i]) + eps",
    replace: "sqrt(v[i] + eps)",
  },
  {
    name: "adamw.growing",
    rule: "adamw",
    what: "the decay is added with the wrong sign",
    find: "+ lr * weightDecay * theta[i]",
    replace: "- lr * weightDecay * theta[i]",
  },
  {
    name: "nadam.muTwice",
    rule: "nadam",
    what: "μ is counted twice in the product that corrects the momentum",
    who: "PyTorch 1.10 to 1.13",
    find: "muNext / (1 - product[0] * muNext)",
    replace: "muNext / (1 - product[0] * mu * muNext)",
  },
  {
    name: "nadam.productAhead",
    rule: "nadam",
    what: "the next momentum is multiplied into the product too",
    find: "product[0] *= mu;",
    replace: "product[0] *= mu * muNext;",
  },
  {
    name: "nadam.gradientForMoment",
    rule: "nadam",
    what: "the gradient stands in place of the momentum",
    who: "PyTorch's differentiable NAdam",
    find: "shareOfM * m[i]",
    replace: "shareOfM * g[i]",
  },
  {
    name: "momentum.stale",
    rule: "momentum",
    what: "θ moves by the velocity before this gradient",
    find: "u[i] = mu * u[i] - lr * g[i];\n      theta[i] += u[i];",
    replace: "theta[i] += u[i];\n      u[i] = mu * u[i] - lr * g[i];",
  },
  {
    name: "adagrad.unrooted",
    rule: "adagrad",
    what: "the root of s is not taken",
    find: "sqrt(s[i] + epsRoot)",
    replace: "(s[i] + epsRoot)",
  },
  {
    name: "adagrad.stale",
    rule: "adagrad",
    what: "the step divides by s before this gradient",
    find: "s[i] += g[i] * g[i];\n      theta[i] -= lr * safeDivide(g[i], sqrt(s[i] + epsRoot) + eps);",
    replace: "theta[i] -= lr * safeDivide(g[i], sqrt(s[i] + epsRoot) + eps);\n      s[i] += g[i] * g[i];",
  },
  {
    name: "rmsprop.stale",
    rule: "rmsprop",
    what: "the step divides by v before this gradient",
    find: "v[i] = rho * v[i] + (1 - rho) * g[i] * g[i];\n      theta[i] -= lr * safeDivide(g[i], sqrt(v[i] + epsRoot) + eps);",
    replace:
      "theta[i] -= lr * safeDivide(g[i], sqrt(v[i] + epsRoot) + eps);\n      v[i] = rho * v[i] + (1 - rho) * g[i] * g[i];",
  },
  {
    name: "rmsprop.undamped",
    rule: "rmsprop",
    what: "g² enters v without the factor 1 − ρ",
    find: "(1 - rho) * g[i] * g[i]",
    replace: "g[i] * g[i]",
  },
  {
    name: "rmsprop.negativeEps",
    rule: "rmsprop",
    variant: "centered",
    what: "ε is subtracted under the root, where it should be added",
    who: "TensorFlow.js",
    find: "variance + epsRoot",
    replace: "variance - epsRoot",
  },
  {
    name: "adamax.uncorrected",
    rule: "adamax",
    what: "m is not corrected for its start at 0",
    find: "const correction1 = 1 - powInt(beta1, t);",
    replace: "const correction1 = 1;",
  },
  {
    name: "sgdw.fromWeights",
    rule: "sgdw",
    part: "init",
    what: "the velocity starts from the weights",
    who: "kozistr's SGDW",
    find: "zerosLike(theta)",
    replace: "theta.slice()",
  },
  {
    name: "lion.staleSign",
    rule: "lion",
    what: "the sign is that of m alone, before this gradient",
    find: "const c = beta1 * m[i] + (1 - beta1) * g[i];",
    replace: "const c = m[i];",
  },
  {
    name: "lion.updatedFirst",
    rule: "lion",
    what: "m is updated before the sign is taken",
    find: "const c = beta1 * m[i] + (1 - beta1) * g[i];",
    replace: "const c = beta1 * (beta2 * m[i] + (1 - beta2) * g[i]) + (1 - beta1) * g[i];",
  },
  {
    name: "radam.climbs",
    rule: "radam",
    what: "steps that are not rectified climb",
    who: "kozistr's Ranger",
    find: ": lr * mHat;",
    replace: ": -lr * mHat;",
  },
  {
    name: "radam.squaresTwice",
    rule: "radam",
    what: "v is updated twice a step",
    who: "RangerVA",
    find: "v[i] = beta2 * v[i] + (1 - beta2) * g[i] * g[i];",
    replace: "v[i] = beta2 * v[i] + (1 - beta2) * g[i] * g[i]; v[i] = beta2 * v[i] + (1 - beta2) * g[i] * g[i];",
  },
  {
    name: "radam.rateTwice",
    rule: "radam",
    what: "rectified steps are multiplied by lr twice",
    who: "RangerVA",
    find: "lr * r * safeDivide",
    replace: "lr * lr * r * safeDivide",
  },
];
