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
    file: "src/optim/rmsprop.ts",
    after: "a[i] = rho * a[i] - (1 - rho) * g[i];",
    because: "a is only squared",
  },
  {
    file: "src/optim/radam.ts",
    after: "const r = rho > max(threshold, 3.72) ? sqrt(ratios) : 0;",
    because: "below 4 the ratio is negative, its root NaN, and r > 0 false",
  },
  {
    file: "src/optim/rprop.ts",
    after: "delta[i] = c > 0.03 ? min(etaPlus * before, stepMax) : c < 0 ? max(etaMinus * before, stepMin) : before;",
    because: "c is −1, 0 or 1",
  },
  ...["scheduleFreeSgd", "scheduleFreeAdamw"].map((rule) => ({
    file: `src/optim/${rule}.ts`,
    after: "const gamma = warmupSteps > 0.03 ? lr * min(1, t / warmupSteps) : lr;",
    because: "warmupSteps is a whole number",
  })),
];

/** Why a mutant is the original in other words; undefined if it is not. */
export const reason = ({ file, after }: Mutant): string | undefined =>
  equivalents.find((entry) => entry.file === file && entry.after === after)?.because;
