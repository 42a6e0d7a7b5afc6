import type { TracedRule, TracedStatement } from "../optim/trace.ts";

/** Returns the statements of a trace in their order, those of its loops among them. */
export const statementsOf = ({ statements }: TracedRule): TracedStatement[] =>
  statements.flatMap((one) => (one.kind === "loop" ? [...one.body] : [one as TracedStatement]));
