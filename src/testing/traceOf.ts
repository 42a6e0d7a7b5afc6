import type { Rule } from "../optim/rule.ts";
import { formName } from "../optim/support/formName.ts";
import type { TracedRule } from "../optim/trace.ts";
import { tracedRules } from "../optim/traces.generated.ts";

/** The statements of a rule's update, or of its variant's; undefined if it is more than loops over single weights. */
export const traceOf = (rule: Rule): TracedRule | undefined => tracedRules[formName(rule)];
