/** @file Checks of update rules and gradients. */
export { checkRule, type RuleReport } from "./checkRule.ts";
export * as claims from "./claims/index.ts";
export { driveRule, type Path, type Run } from "./driveRule.ts";
export { type ExplainedStep, explainedSteps } from "./explainedSteps.ts";
export { finiteDifferences } from "./finiteDifferences.ts";
export { golden } from "./golden.ts";
export { gradcheckModule, type ModuleCheck } from "./gradcheckModule.ts";
export { hygiene } from "./hygiene.ts";
export { invariances } from "./invariances.ts";
export { kernelAgreement } from "./kernelAgreement.ts";
export { resuming } from "./resuming.ts";
export type { RuleCheck } from "./ruleCheck.ts";
export { stepLengths } from "./stepLengths.ts";
export { type Subject, subject } from "./subject.ts";
export { type Sweep, sweep } from "./sweep.ts";
export { tracing } from "./tracing.ts";
