import type { ParameterState } from "../group.ts";
import type { Rule } from "../rule.ts";

/**
 * Exchanges θ and the average in every parameter that was updated, for `optimizer.eval()` and `train()`. In between,
 * `refreshBatchNorm` leaves functions that restore running statistics: `train()` calls them, the latest first.
 */
export function exchangeAverages(
  { average }: Rule,
  parameterStates: readonly ParameterState[],
  evaluating: boolean,
): void {
  for (const { param, state } of parameterStates) {
    if (average !== undefined && state !== null) {
      const theta = param.data.slice();
      param.data.set(state[average]);
      state[average].set(theta);
      if (param.version !== undefined) param.version++;
    }
    if (param.onRestore === undefined) continue;
    if (!evaluating) for (const restore of param.onRestore?.reverse() ?? []) restore();
    param.onRestore = evaluating ? [] : null;
  }
}
