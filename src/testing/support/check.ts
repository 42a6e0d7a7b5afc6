import type { RuleCheck } from "../ruleCheck.ts";

/** Runs a check without a measured number. It fails with the message of the error that `run` throws. */
export function check(name: string, run: () => void): RuleCheck {
  let problem: string | null = null;
  try {
    run();
  } catch (error) {
    problem = (error as Error).message;
  }
  return { name, passed: problem === null, measured: null, bound: null, problem };
}
