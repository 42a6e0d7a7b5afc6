/** One check of a rule, and the number measured for it. */
export interface RuleCheck {
  name: string;
  /** Null where the number only describes the rule. */
  passed: boolean | null;
  /** The limit of the number, or null if the check only passes or fails. */
  measured: number | null;
  /** Why the check failed, or null. */
  problem: string | null;
}
