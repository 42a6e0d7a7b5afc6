/** @file Every update rule, and the Optimizer that applies them. */

import { adabelief } from "./adabelief.ts";
import { adabound } from "./adabound.ts";
import { adadelta } from "./adadelta.ts";
import { adafactor } from "./adafactor.ts";
import { adagrad } from "./adagrad.ts";
import { adam } from "./adam.ts";
import { adamax } from "./adamax.ts";
import { adamw } from "./adamw.ts";
import { adopt } from "./adopt.ts";
import { agc } from "./agc.ts";
import { amsbound } from "./amsbound.ts";
import { amsgrad } from "./amsgrad.ts";
import { asgd } from "./asgd.ts";
import { centralize } from "./centralize.ts";
import { clipByNorm } from "./clipByNorm.ts";
import { clipByValue } from "./clipByValue.ts";
import { decoupledDecay } from "./decoupledDecay.ts";
import { ema } from "./ema.ts";
import { l2 } from "./l2.ts";
import { lamb } from "./lamb.ts";
import { lars } from "./lars.ts";
import { lion } from "./lion.ts";
import { lookahead } from "./lookahead.ts";
import { maximize } from "./maximize.ts";
import { momentum } from "./momentum.ts";
import { muon } from "./muon.ts";
import { nadam } from "./nadam.ts";
import { nesterov } from "./nesterov.ts";
import { prodigy } from "./prodigy.ts";
import { radam } from "./radam.ts";
import { ranger } from "./ranger.ts";
import { rmsprop } from "./rmsprop.ts";
import { rprop } from "./rprop.ts";
import { type Hyper, type Rule, runsCompiled } from "./rule.ts";
import { scheduleFreeAdamw } from "./scheduleFreeAdamw.ts";
import { scheduleFreeSgd } from "./scheduleFreeSgd.ts";
import { sgd } from "./sgd.ts";
import { sgdw } from "./sgdw.ts";
import { swa } from "./swa.ts";
import { yogi } from "./yogi.ts";

export { averageGrad } from "./averageGrad.ts";
export { clipGradAdaptive, clipGradNorm, clipGradValue } from "./clip.ts";
export { fromJson, toJson } from "./exactJson.ts";
export type { GroupOptions, Parameter } from "./group.ts";
export { lbfgs } from "./lbfgs.ts";
export { noDecay } from "./noDecay.ts";
export { NonFiniteError } from "./nonFiniteError.ts";
export { type Closure, Optimizer, type OptimizerOptions } from "./optimizer.ts";
export type { OptimizerState } from "./optimizerState.ts";
export { type Probe, probe } from "./probe.ts";
export { defineRule, type Hyper, type Rule, type State, type Step, zerosLike } from "./rule.ts";
export { sam } from "./sam.ts";
export { defineWrapper } from "./wrapper.ts";
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
