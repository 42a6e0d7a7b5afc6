/** One check of a rule, and the number measured for it. */
export interface RuleCheck {
  name: string;
  /** Null where the number only describes the rule. */
  passed: boolean | null;
  /** Null where there is only a yes or no. */
  measured: number | null;
  /** Why the check failed, or null. */
  problem: string | null;
}
