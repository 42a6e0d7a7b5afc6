/** @file The change between trained and averaged weights, for `optimizer.eval()` and `train()`. */
import type { ParameterState } from "../group.ts";
import type { Rule } from "../rule.ts";

/** Puts averages into the parameters, and lets `refreshBatchNorm` leave functions that restore running statistics. */
export function useAverages(rule: Rule, parameterStates: readonly ParameterState[]): void {
  exchangeAverages(rule, parameterStates);
  for (const { param } of parameterStates) if (param.onRestore !== undefined) param.onRestore = [];
}

/** Puts θ back and calls those functions, the latest first. */
export function useTrainedWeights(rule: Rule, parameterStates: readonly ParameterState[]): void {
  exchangeAverages(rule, parameterStates);
  for (const { param } of parameterStates) {
    for (const restore of [...(param.onRestore ?? [])].reverse()) restore();
    if (param.onRestore !== undefined) param.onRestore = null;
  }
}

/** Exchanges θ and the average in every parameter that was updated. */
function exchangeAverages({ average }: Rule, parameterStates: readonly ParameterState[]): void {
  if (average === undefined) return;
  for (const { param, state } of parameterStates) {
    if (state === null) continue;
    const theta = param.data.slice();
    param.data.set(state[average]);
    state[average].set(theta);
    if (param.version !== undefined) param.version++;
  }
}
