/** @file Changes that change nothing, with the reason why: no test can notice them. */
import type { Mutant } from "./mutate.ts";

interface Equivalent {
  file: string;
  /** The changed line, as it would read. */
  after: string;
  because: string;
}

const equivalents: readonly Equivalent[] = [
  {
    file: "src/optim/rules/rmsprop.ts",
    after: "a[i] = rho * a[i] - (1 - rho) * g[i];",
    because: "a is only squared",
  },
  {
    file: "src/optim/rules/radam.ts",
    after: "const r = rho > max(threshold, 3.72) ? sqrt(ratios) : 0;",
    because: "below 4 the ratio is negative, its root NaN, and r > 0 false",
  },
  {
    file: "src/optim/rules/rprop.ts",
    after: "delta[i] = c > 0.03 ? min(etaPlus * before, stepMax) : c < 0 ? max(etaMinus * before, stepMin) : before;",
    because: "c is −1, 0 or 1",
  },
  ...["scheduleFreeSgd", "scheduleFreeAdamw"].map((rule) => ({
    file: `src/optim/rules/${rule}.ts`,
    after: "const gamma = warmupSteps > 0.03 ? lr * min(1, t / warmupSteps) : lr;",
    because: "warmupSteps is a whole number",
  })),
  ...[
    "rows[Math.floor(i / c.length)] -= (g[i] * g[i] + eps1) / c.length;",
    "rows[Math.floor(i / c.length)] += (g[i] * g[i] + eps1) * c.length;",
    "r[i] = beta2 * r[i] - (1 - beta2) * rows[i];",
  ].map((after) => ({
    file: "src/optim/rules/adafactor.ts",
    after,
    because: "a factor of R cancels in R C / mean(R)",
  })),
  {
    file: "src/optim/rules/prodigy.ts",
    after: "const gain = (1 + keep) * hyper.lr * d * d;",
    because: "the factor cancels in r / ‖s‖₁",
  },
  {
    file: "src/optim/rules/prodigy.ts",
    after: "s[i] = keep * s[i] - gain * step.g[i];",
    because: "only |s| is used",
  },
];

/** Why a mutant is the original in other words; undefined if it is not. */
export const reason = ({ file, after }: Mutant): string | undefined =>
  equivalents.find((entry) => entry.file === file && entry.after === after)?.because;
