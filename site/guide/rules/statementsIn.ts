import type { Rule } from "../../../src/optim/index.ts";
import type { TracedStatement, TracedWrapper } from "../../../src/optim/trace.ts";
import { statementsOf } from "../../../src/testing/statementsOf.ts";
import { wrappedTraceOf } from "../../../src/testing/wrappedTraceOf.ts";

type Shown = Pick<TracedStatement, "line" | "text" | "target" | "kind">;

/** The statements of a rule, or of the outermost wrapper. Empty if it is more than statements of single weights. */
export function statementsIn(rule: Rule): readonly Shown[] {
  const traced = wrappedTraceOf(rule);
  if (traced === undefined) return [];
  return "wrapper" in traced ? wrapperStatements(traced.wrapper) : statementsOf(traced);
}

function wrapperStatements({ gradient, before, after }: TracedWrapper): Shown[] {
  const around = [...before, ...after].flatMap((one): Shown[] => {
    if (one.kind === "copy") return [];
    return one.kind === "loop" ? [...one.body] : [one];
  });
  return gradient === undefined ? around : [{ ...gradient, target: "g", kind: "store" }, ...around];
}
