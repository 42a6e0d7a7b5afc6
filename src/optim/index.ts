/** @file The update rules, the wrappers, and the Optimizer that applies them. */
export { averageGrad } from "./averageGrad.ts";
export { clipGradAdaptive } from "./clip/clipGradAdaptive.ts";
export { clipGradNorm } from "./clip/clipGradNorm.ts";
export { clipGradValue } from "./clip/clipGradValue.ts";
export { defineRule, type MakeRule, type RuleFactory } from "./defineRule.ts";
export { defineWrapper, type WrapperFactory } from "./defineWrapper.ts";
export type { Definition, Difference, Source } from "./definition.ts";
export type { GroupOptions, Parameter } from "./group.ts";
export { noDecay } from "./noDecay.ts";
export { NonFiniteError } from "./nonFiniteError.ts";
export { type Closure, Optimizer, type OptimizerOptions } from "./optimizer.ts";
export { type Probe, probe } from "./probe.ts";
export type { Hyper, Rule, State, Step } from "./rule.ts";
export * from "./rules/index.ts";
/** The registry of rules: each factory under its name. */
export * as rules from "./rules/index.ts";
export { fromJson } from "./state/fromJson.ts";
export type { OptimizerState } from "./state/optimizerState.ts";
export { toJson } from "./state/toJson.ts";
export { zerosLike } from "./state/zerosLike.ts";
export { stateBytes } from "./stateBytes.ts";
export * from "./wrappers/index.ts";
/** The registry of wrappers: each factory under its name. */
export * as wrappers from "./wrappers/index.ts";
