import { findAnomaly } from "../autograd/anomaly/findAnomaly.ts";

/** The measurements of the step that met a NaN or an Infinity. */
interface Circumstances {
  /** The value, its place and its step. */
  problem: string;
  lr: number | undefined;
  loss: number;
  gradientNorm: number;
}

/** A step met a NaN or an Infinity. The message names the parameter, the learning rate, and the op it came from. */
export class DivergenceError extends Error {
  override name = "DivergenceError";
  readonly loss: number;
  readonly gradientNorm: number;

  /** `again` repeats the step, watched by `findAnomaly`. */
  constructor({ problem, lr, loss, gradientNorm }: Circumstances, again: () => unknown) {
    const numbers = `learning rate ${lr ?? "none"}, loss ${loss}, gradient norm ${gradientNorm}`;
    const origin = findAnomaly(again) ?? "when repeated, every number is finite";
    const outcome = Number.isFinite(loss) ? "training stopped:" : `loss ${loss}!`;
    super(`${outcome} ${problem}\n${numbers}; use a smaller learning rate, or clip the gradients\n${origin}`);
    this.loss = loss;
    this.gradientNorm = gradientNorm;
  }
}
