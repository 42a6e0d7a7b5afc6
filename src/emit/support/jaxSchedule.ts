/** @file A schedule as functions of jax.numpy, which may be traced: without Python's `if` and `while`. */
import type { Expression, ScheduleStatement } from "../program.ts";
import type { ScheduleFunction } from "../scheduleFunctions.ts";
import { type Write, writer } from "./infix.ts";
import { jaxDialect } from "./jaxDialect.ts";
import { namer } from "./names.ts";
import { pythonNumber, pythonWords } from "./python.ts";
import { layout } from "./pythonLayout.ts";
import { docstring, functionName } from "./pythonSchedule.ts";
import { assignmentsOf, scheduleSigns } from "./scheduleSigns.ts";

/** Returns the text of every function. `use` is told which helpers they need. */
export function jaxSchedule(functions: readonly ScheduleFunction[], use: (helper: string) => void): string[] {
  const parts = new Set(functions.map(({ name }) => name));
  return functions.map((one) => {
    const name = namer([...pythonWords, "schedule", "condition", "body"]);
    const signs = scheduleSigns(one);
    const guard = (_: Expression, divisor: Expression): boolean => !signs.isPositive(divisor);
    const context: Context = { name, write: writer(jaxDialect(name, use, guard, parts)), returns: [] };
    return [
      `def ${functionName(one.name)}(${one.parameters.map(name).join(", ")}):`,
      ...docstring(one),
      ...one.constants.flatMap(([key, value]) => layout(`${name(key)} = ${constantText(value)}`, 4)),
      ...one.body.flatMap((statement) => lines(statement, context)),
    ].join("\n");
  });
}

const constantText = (value: number | readonly number[]): string =>
  typeof value === "number" ? pythonNumber(value) : `jnp.array([${value.map(pythonNumber).join(", ")}])`;

interface Context {
  name(key: string): string;
  write: Write;
  /** The early returns so far, each with its condition. */
  returns: [condition: Expression, value: Expression][];
}

function lines(statement: ScheduleStatement, context: Context): string[] {
  const { name, write, returns } = context;
  if ("while" in statement) return loop(statement, context);
  if ("if" in statement) {
    const [only] = statement.body;
    if (statement.body.length > 1 || !("return" in only)) throw new Error("emit: an if may only return, for JAX");
    returns.push([statement.if, only.return]);
    return [];
  }
  if ("return" in statement) {
    const value = returns.reduceRight<Expression>((rest, [when, early]) => ["?", when, early, rest], statement.return);
    return layout(`return ${write(value).text}`, 4);
  }
  const [target, operator, value] = statement;
  return layout(`${name(target)} ${operator} ${write(value).text}`, 4);
}

/** `lax.while_loop` over the names that the body changes, all as floats. */
function loop(
  { while: condition, body }: Extract<ScheduleStatement, { while: Expression }>,
  { name, write }: Context,
): string[] {
  const changed = [...new Set(assignmentsOf(body).map(([target]) => name(target)))];
  const tuple = (parts: readonly string[]): string => (parts.length === 1 ? `(${parts[0]},)` : parts.join(", "));
  const names = tuple(changed);
  const scaled = tuple(changed.map((one) => `1.0 * ${one}`));
  const start = changed.length === 1 ? scaled : `(${scaled})`;
  return [
    "",
    "    def condition(values):",
    `        ${names} = values`,
    ...layout(`return ${write(condition).text}`, 8),
    "",
    "    def body(values):",
    `        ${names} = values`,
    ...assignmentsOf(body).map(
      ([target, operator, value]) => `        ${name(target)} ${operator} ${write(value).text}`,
    ),
    `        return ${names}`,
    "",
    ...layout(`${names} = jax.lax.while_loop(condition, body, ${start})`, 4),
  ];
}
