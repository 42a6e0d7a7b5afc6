/** @file The entry `downhill/testing`: checks of update rules, schedules and gradients. */
export {
  type CheckedElement,
  type GradcheckOptions,
  type GradcheckReport,
  gradcheck,
  type Kink,
} from "../autograd/gradcheck.ts";
export { type CheckRuleOptions, checkRule } from "./checkRule.ts";
export { type CheckScheduleOptions, checkSchedule, type ScheduleReport } from "./checkSchedule.ts";
export { type Driver, type DriverCalls, driver } from "./driver.ts";
export { gradcheckModule, type ModuleCheck } from "./gradcheckModule.ts";
export { type HypergradientProblem, type HypergradientReport, hypergradient } from "./hypergradient.ts";
export type { BugData } from "./identify/bugData.ts";
export type { Candidate, Certainty, Departure, Identification, Separation } from "./identify/identification.ts";
export { type IdentifyOptions, identify } from "./identify/identify.ts";
export { type KnownBug, knownBugs } from "./identify/knownBugs.ts";
export type { Recording, Snapshot, Values } from "./identify/support/readRecording.ts";
export { type DownhillMatchers, type MatcherResult, matchers } from "./matchers.ts";
export type { Nearest } from "./nearestForm.ts";
export type { RuleCheck } from "./ruleCheck.ts";
export type { RuleReport } from "./ruleReport.ts";
export type { Sweep, SweepPoint } from "./sweep.ts";
export { type Trajectory, trajectories } from "./trajectories.ts";
