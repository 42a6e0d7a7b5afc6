import { checkArgument } from "../check/checkArgument.ts";
import { checkOptions } from "../check/checkOptions.ts";
import { countOrZero, positive } from "../check/kinds.ts";
import { nextTurn } from "./support/nextTurn.ts";

export interface PacedStepsOptions {
  /** Milliseconds of steps before events are handled. Default 16. One step is never interrupted. */
  milliseconds?: number;
}

/**
 * Runs a training step many times without freezing the page. Events are handled at least every 16 ms, between steps.
 *
 *     for await (const { loss } of pacedSteps(1000, () => trainStep(model, optimizer, next()))) draw(loss);
 *
 * Leaving the loop with `break` stops training. Throws what the step throws. For steps longer than 50 ms use a worker:
 * see `serveTraining`.
 */
export async function* pacedSteps<T>(
  steps: number,
  step: (index: number) => T,
  options: PacedStepsOptions = {},
): AsyncGenerator<T, void> {
  checkOptions("pacedSteps", options, ["milliseconds"]);
  checkArgument("pacedSteps", "steps", steps, countOrZero);
  const milliseconds = checkArgument("pacedSteps", "milliseconds", options.milliseconds, positive.or(16));
  let turnEnds = performance.now() + milliseconds;
  for (let index = 0; index < steps; index++) {
    yield step(index);
    if (performance.now() < turnEnds) continue;
    await nextTurn();
    turnEnds = performance.now() + milliseconds;
  }
}
