import type { Rule } from "../optim/rule.ts";
import type { TracedRule } from "../optim/trace.ts";
import { tracedRules } from "../optim/traces.generated.ts";

/** The statements of a rule's update, of its variant if it is one; undefined if it is more than loops over single weights. */
export function traceOf(rule: Rule): TracedRule | undefined {
  const variant = "variant" in rule ? rule.variant : "";
  return tracedRules[variant ? `${rule.name}.${variant}` : rule.name];
}
