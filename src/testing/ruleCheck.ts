/** One check of a rule, and the number measured for it. */
export interface RuleCheck {
  name: string;
  /** Null where the number only describes the rule. */
  passed: boolean | null;
  /** The error measured, or null if the check only passes or fails. */
  measured: number | null;
  /** The largest error that passes, or null. */
  bound: number | null;
  /** Why the check failed, or null. */
  problem: string | null;
}
