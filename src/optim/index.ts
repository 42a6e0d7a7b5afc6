/** @file Every update rule, and the Optimizer that applies them. */

import { runsCompiled } from "./defineRule.ts";
import type { Hyper, Rule } from "./rule.ts";
import { adabelief } from "./rules/adabelief.ts";
import { adabound } from "./rules/adabound.ts";
import { adadelta } from "./rules/adadelta.ts";
import { adafactor } from "./rules/adafactor.ts";
import { adagrad } from "./rules/adagrad.ts";
import { adam } from "./rules/adam.ts";
import { adamax } from "./rules/adamax.ts";
import { adamw } from "./rules/adamw.ts";
import { adopt } from "./rules/adopt.ts";
import { amsbound } from "./rules/amsbound.ts";
import { amsgrad } from "./rules/amsgrad.ts";
import { asgd } from "./rules/asgd.ts";
import { lamb } from "./rules/lamb.ts";
import { lars } from "./rules/lars.ts";
import { lion } from "./rules/lion.ts";
import { momentum } from "./rules/momentum.ts";
import { muon } from "./rules/muon.ts";
import { nadam } from "./rules/nadam.ts";
import { nesterov } from "./rules/nesterov.ts";
import { prodigy } from "./rules/prodigy.ts";
import { radam } from "./rules/radam.ts";
import { ranger } from "./rules/ranger.ts";
import { rmsprop } from "./rules/rmsprop.ts";
import { rprop } from "./rules/rprop.ts";
import { scheduleFreeAdamw } from "./rules/scheduleFreeAdamw.ts";
import { scheduleFreeSgd } from "./rules/scheduleFreeSgd.ts";
import { sgd } from "./rules/sgd.ts";
import { sgdw } from "./rules/sgdw.ts";
import { yogi } from "./rules/yogi.ts";
import { agc } from "./wrappers/agc.ts";
import { centralize } from "./wrappers/centralize.ts";
import { clipByNorm } from "./wrappers/clipByNorm.ts";
import { clipByValue } from "./wrappers/clipByValue.ts";
import { decoupledDecay } from "./wrappers/decoupledDecay.ts";
import { ema } from "./wrappers/ema.ts";
import { l2 } from "./wrappers/l2.ts";
import { lookahead } from "./wrappers/lookahead.ts";
import { maximize } from "./wrappers/maximize.ts";
import { swa } from "./wrappers/swa.ts";

export { averageGrad } from "./averageGrad.ts";
export { clipGradAdaptive } from "./clip/clipGradAdaptive.ts";
export { clipGradNorm } from "./clip/clipGradNorm.ts";
export { clipGradValue } from "./clip/clipGradValue.ts";
export { defineRule } from "./defineRule.ts";
export { defineWrapper } from "./defineWrapper.ts";
export type { GroupOptions, Parameter } from "./group.ts";
export { noDecay } from "./noDecay.ts";
export { NonFiniteError } from "./nonFiniteError.ts";
export { type Closure, Optimizer, type OptimizerOptions } from "./optimizer.ts";
export { type Probe, probe } from "./probe.ts";
export type { Hyper, Rule, State, Step } from "./rule.ts";
export { lbfgs } from "./rules/lbfgs.ts";
export { fromJson } from "./state/fromJson.ts";
export type { OptimizerState } from "./state/optimizerState.ts";
export { toJson } from "./state/toJson.ts";
export { zerosLike } from "./state/zerosLike.ts";
export { stateBytes } from "./stateBytes.ts";
export { sam } from "./wrappers/sam.ts";

export type RuleFactory = (settings?: Record<string, Hyper | string | boolean>) => Rule;

/** Every rule that needs gradients only, by its name: what the command line offers and the tests look through. */
export const rules: Readonly<Record<string, RuleFactory>> = {
  adabelief,
  adabound,
  adadelta,
  adafactor,
  adagrad,
  adam,
  adamax,
  adamw,
  adopt,
  amsbound,
  amsgrad,
  asgd,
  lamb,
  lars,
  lion,
  momentum,
  muon,
  nadam,
  nesterov,
  prodigy,
  radam,
  ranger,
  rmsprop,
  rprop,
  scheduleFreeAdamw,
  scheduleFreeSgd,
  sgd,
  sgdw,
  yogi,
} as Record<string, RuleFactory>;

for (const factory of Object.values(rules)) runsCompiled(factory);

export type WrapperFactory = (inner: Rule, settings?: Record<string, Hyper | string | boolean>) => Rule;

/** Every wrapper, a rule made from a rule, by its name. */
export const wrappers: Readonly<Record<string, WrapperFactory>> = {
  agc,
  centralize,
  clipByNorm,
  clipByValue,
  decoupledDecay,
  ema,
  l2,
  lookahead,
  maximize,
  swa,
} as Record<string, WrapperFactory>;

export {
  adabelief,
  adabound,
  adadelta,
  adafactor,
  adagrad,
  adam,
  adamax,
  adamw,
  adopt,
  agc,
  amsbound,
  amsgrad,
  asgd,
  centralize,
  clipByNorm,
  clipByValue,
  decoupledDecay,
  ema,
  l2,
  lamb,
  lars,
  lion,
  lookahead,
  maximize,
  momentum,
  muon,
  nadam,
  nesterov,
  prodigy,
  radam,
  ranger,
  rmsprop,
  rprop,
  scheduleFreeAdamw,
  scheduleFreeSgd,
  sgd,
  sgdw,
  swa,
  yogi,
};
