import { reasons } from "../../src/cli/explain/reasons.ts";
import { ruleOf } from "./choice.ts";
import type { Inspection } from "./inspection.ts";
import type { Run } from "./run.ts";
import type { LabState } from "./state.ts";

/** Why the step has its size: the sentences of `downhill explain`, with x and y for the elements. */
export const stepReasons = ({ choice, step }: Inspection, run: Run, state: LabState): string[] =>
  reasons(ruleOf(state.choices[choice], run.rates[choice]), step).map((reason) =>
    reason.replace(/\b(?:of )?element ([01])\b/g, (whole, i) => `${whole.startsWith("of") ? "of " : ""}${"xy"[i]}`),
  );
