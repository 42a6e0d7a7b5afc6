import { findAnomaly } from "../../autograd/index.ts";

/** What was known when a step met a NaN or an Infinity. */
interface Circumstances {
  /** What was no number, where, and at which step. */
  problem: string;
  lr: number | undefined;
  loss: number;
  gradientNorm: number;
}

/** Training met a NaN or an Infinity: the message tells parameter and step, learning rate, and the op it came from. */
export class DivergenceError extends Error {
  override name = "DivergenceError";

  /** `again` makes the same step once more, now watched. */
  constructor({ problem, lr, loss, gradientNorm }: Circumstances, again: () => unknown) {
    const numbers = `learning rate ${lr ?? "none"}, loss ${loss}, gradient norm ${gradientNorm}`;
    const origin = findAnomaly(again) ?? "computed once more, every number is finite";
    const outcome = Number.isFinite(loss) ? "cannot go on:" : `loss ${loss}!`;
    super(`${outcome} ${problem}\n${numbers}; a smaller --lr or --clip helps\n${origin}`);
  }
}
