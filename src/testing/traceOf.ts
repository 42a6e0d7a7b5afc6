import * as traces from "../generated/traces/index.ts";
import type { Rule } from "../optim/rule.ts";
import type { TracedForms, TracedRule } from "../optim/trace.ts";

const byName: Readonly<Record<string, TracedForms>> = traces;

/** Returns the statements of a rule's update, or undefined if it is more than loops over single weights. */
export const traceOf = ({ name, variant }: Rule): TracedRule | undefined => byName[name]?.[variant];
