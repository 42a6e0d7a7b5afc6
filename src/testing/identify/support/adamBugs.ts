/** @file The bugs of rules with Adam's two moments. */
import type { BugData } from "../bugData.ts";

const adams = ["adam", "adamw", "nadam"] as const;

/** Bugs of every rule that corrects its moments. */
const corrections: readonly BugData[] = /* @__PURE__ */ adams.flatMap((rule) => [
  {
    name: `${rule}.secondUncorrected`,
    rule,
    what: "v is not corrected for its start at 0",
    find: "const correction2 = 1 - powInt(beta2, t);",
    replace: "const correction2 = 1;",
  },
  {
    name: `${rule}.stepAhead`,
    rule,
    what: "t is 1 too large in the correction of v",
    find: "powInt(beta2, t);",
    replace: "powInt(beta2, t + 1);",
  },
  {
    name: `${rule}.secondFromFirst`,
    rule,
    what: "v is corrected with β₁ in place of β₂",
    find: "powInt(beta2, t);",
    replace: "powInt(beta1, t);",
  },
  {
    name: `${rule}.rootOfV`,
    rule,
    what: "the root of v is not taken",
    find: "sqrt(vHat",
    replace: "(vHat",
  },
  {
    name: `${rule}.unsquared`,
    rule,
    what: "v averages |g| in place of g²",
    find: "(1 - beta2) * g[i] * g[i]",
    replace: "(1 - beta2) * (g[i] < 0 ? -g[i] : g[i])",
  },
]);

/** Bugs of m and its correction. */
const firstMoment: readonly BugData[] = /* @__PURE__ */ (["adam", "adamw"] as const).flatMap((rule) => [
  {
    name: `${rule}.firstUncorrected`,
    rule,
    what: "m is not corrected for its start at 0",
    find: "const correction1 = 1 - powInt(beta1, t);",
    replace: "const correction1 = 1;",
  },
  {
    name: `${rule}.multiplied`,
    rule,
    what: "m is multiplied by its correction in place of divided",
    find: "m[i] / correction1",
    replace: "m[i] * correction1",
  },
  {
    name: `${rule}.bothStepsAhead`,
    rule,
    what: "t is 1 too large in both corrections",
    find: "powInt(beta1, t);\n    const correction2 = 1 - powInt(beta2, t);",
    replace: "powInt(beta1, t + 1);\n    const correction2 = 1 - powInt(beta2, t + 1);",
  },
  {
    name: `${rule}.compounded`,
    rule,
    what: "the correction of m is stored in m and applied again at the next step",
    who: "holocron's RAdam",
    find: "const mHat = m[i] / correction1;",
    replace: "m[i] /= correction1; const mHat = m[i];",
  },
]);

/** Bugs of order and of factors. */
const order: readonly BugData[] = /* @__PURE__ */ (["adam", "adamw"] as const).flatMap((rule) => [
  {
    name: `${rule}.staleMoment`,
    rule,
    what: "the step uses m before this gradient",
    find: "m[i] = beta1 * m[i] + (1 - beta1) * g[i];\n      v[i] = beta2 * v[i] + (1 - beta2) * g[i] * g[i];\n      const mHat = m[i] / correction1;",
    replace:
      "const mHat = m[i] / correction1;\n      m[i] = beta1 * m[i] + (1 - beta1) * g[i];\n      v[i] = beta2 * v[i] + (1 - beta2) * g[i] * g[i];",
  },
  {
    name: `${rule}.staleSquare`,
    rule,
    what: "the step divides by v before this gradient",
    find: "v[i] = beta2 * v[i] + (1 - beta2) * g[i] * g[i];\n      const mHat = m[i] / correction1;\n      const vHat = v[i] / correction2;",
    replace:
      "const mHat = m[i] / correction1;\n      const vHat = v[i] / correction2;\n      v[i] = beta2 * v[i] + (1 - beta2) * g[i] * g[i];",
  },
]);

export const adamBugs: readonly BugData[] = /* @__PURE__ */ [corrections, firstMoment, order].flat();
