/** @file A schedule as functions of Python. */
import type { Expression, ScheduleStatement } from "../program.ts";
import type { ScheduleFunction } from "../scheduleFunctions.ts";
import { atom, call, type Dialect, type Write, writer } from "./infix.ts";
import { namer, snakeCase } from "./names.ts";
import { pythonNumber, pythonOperators, pythonScalar, pythonWords } from "./python.ts";
import { layout } from "./pythonLayout.ts";
import { scheduleSigns } from "./scheduleSigns.ts";

/** Returns the text of every function. `use` is told which helpers they need. */
export const pythonSchedule = (functions: readonly ScheduleFunction[], use: (helper: string) => void): string[] =>
  functions.map((one) => functionText(one, functions, use));

/** Parts have an underscore in front. */
export const functionName = (name: string): string => (name === "schedule" ? name : `_${snakeCase(name)}`);

function functionText(one: ScheduleFunction, all: readonly ScheduleFunction[], use: (helper: string) => void): string {
  const name = namer([...pythonWords, "schedule"]);
  const names = new Set(all.map((other) => other.name));
  const write = writer(dialect(one, name, names, use));
  return [
    `def ${functionName(one.name)}(${one.parameters.map(name).join(", ")}):`,
    ...docstring(one),
    ...one.constants.flatMap(([key, value]) => layout(`${name(key)} = ${constantText(value)}`, 4)),
    ...statements(one.body, write, name, 4),
  ].join("\n");
}

/** The equations of a schedule; for the whole, what t is. */
export function docstring({ name, equations }: ScheduleFunction): string[] {
  const lines = [...(name === "schedule" ? ["Return the value at step t = 1, 2, …"] : []), ...equations];
  if (lines.length === 0) return [];
  if (lines.length === 1) return [`    """${lines[0]}"""`];
  const [first, ...rest] = lines;
  return [`    """${first}`, "", ...rest.map((line) => `    ${line}`), '    """'];
}

const constantText = (value: number | readonly number[]): string =>
  typeof value === "number"
    ? pythonNumber(value)
    : `(${value.map(pythonNumber).join(", ")}${value.length === 1 ? "," : ""})`;

function dialect(
  one: ScheduleFunction,
  name: (key: string) => string,
  names: ReadonlySet<string>,
  use: (helper: string) => void,
): Dialect {
  const signs = scheduleSigns(one);
  return {
    name: (key) => (key === "pi" ? "math.pi" : name(key)),
    number: pythonNumber,
    operators: pythonOperators,
    special(node, write) {
      const [operator, ...operands] = node;
      if (operator === "list") return atom(`(${operands.map((item) => write(item).text).join(", ")})`);
      if (operator === "at") return atom(`${write(operands[0]).text}[${write(operands[1]).text}]`);
      if (["floor", "ceil", "cos"].includes(operator)) return call(`math.${operator}`, operands, write);
      if (names.has(operator)) return call(functionName(operator), operands, write);
      return pythonScalar(node, write, signs, use);
    },
  };
}

function statements(
  body: readonly ScheduleStatement[],
  write: Write,
  name: (key: string) => string,
  indent: number,
): string[] {
  const text = (node: Expression): string => write(node).text;
  return body.flatMap((statement) => {
    if ("return" in statement) return layout(`return ${text(statement.return)}`, indent);
    if ("if" in statement || "while" in statement) {
      const head = "if" in statement ? `if ${text(statement.if)}:` : `while ${text(statement.while)}:`;
      return [...layout(head, indent), ...statements(statement.body, write, name, indent + 4)];
    }
    const [target, operator, value] = statement;
    return layout(`${name(target)} ${operator} ${text(value)}`, indent);
  });
}
