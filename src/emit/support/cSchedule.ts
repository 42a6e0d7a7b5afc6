/** @file A schedule as functions of C. */
import type { Expression, ScheduleStatement } from "../program.ts";
import type { ScheduleFunction } from "../scheduleFunctions.ts";
import { cFunction } from "./cDialect.ts";
import { breakLine, clikeOperators } from "./clike.ts";
import { atom, call, type Dialect, type Write, writer } from "./infix.ts";
import { namer, snakeCase } from "./names.ts";
import { assignmentsOf } from "./scheduleSigns.ts";
import { repeated } from "./walk.ts";

const words =
  "auto break case char const continue default do double else enum extern float for goto if inline int long";

/** Returns the text of one function. The whole schedule is public, its parts are static. */
export function cSchedule(
  one: ScheduleFunction,
  all: readonly ScheduleFunction[],
  title: string,
  used: Set<string>,
): string {
  const name = namer(words.split(" "));
  const write = writer(dialect(name, new Set(all.map((other) => other.name)), title, used));
  const changing = repeated(assignmentsOf(one.body));
  const head = one.name === "schedule" ? "double" : "static double";
  const parameters = one.parameters.map((key) => `double ${name(key)}`).join(", ");
  const isT = one.parameters.length === 1 && one.parameters[0] === "t";
  const readsT = JSON.stringify(one.body).includes('"t"');
  return [
    ...(one.equations.length > 0 ? ["/*", ...one.equations.map((line) => ` * ${line}`), " */"] : []),
    `${head} ${title}_${snakeCase(one.name)}(${parameters}) {`,
    ...(isT && !readsT ? ["  (void)t;"] : []),
    ...one.constants.map(([key, value]) =>
      typeof value === "number"
        ? `  const double ${name(key)} = ${value};`
        : `  static const double ${name(key)}[] = {${value.join(", ")}};`,
    ),
    ...statements(one.body, { write, name, changing, declared: new Set() }, 2),
    "}",
  ].join("\n");
}

function dialect(name: (key: string) => string, names: ReadonlySet<string>, title: string, used: Set<string>): Dialect {
  return {
    name: (key) => (key === "pi" ? "3.141592653589793" : name(key)),
    number: (value) => `${value}`,
    operators: clikeOperators,
    special(node, write) {
      const [operator, ...operands] = node;
      if (operator === "list") return atom(`{${operands.map((item) => write(item).text).join(", ")}}`);
      if (operator === "at") return atom(`${write(operands[0]).text}[(int)${index(operands[1], write)}]`);
      if (["floor", "ceil", "cos"].includes(operator)) return call(operator, operands, write);
      if (names.has(operator)) return call(`${title}_${snakeCase(operator)}`, operands, write);
      return cFunction(node, write, used);
    },
  };
}

const index = (node: Expression, write: Write): string =>
  typeof node === "string" ? write(node).text : `(${write(node).text})`;

interface Context {
  write: Write;
  name(key: string): string;
  changing: ReadonlySet<string>;
  declared: Set<string>;
}

function statements(body: readonly ScheduleStatement[], context: Context, indent: number): string[] {
  const { write, name, changing, declared } = context;
  const margin = " ".repeat(indent);
  return body.flatMap((statement) => {
    if ("return" in statement) return breakLine(`return ${write(statement.return).text};`, indent);
    if ("if" in statement || "while" in statement) {
      const [word, condition] = "if" in statement ? ["if", statement.if] : ["while", statement.while];
      const head = breakLine(`${word} (${write(condition).text}) {`, indent);
      return [...head, ...statements(statement.body, context, indent + 2), `${margin}}`];
    }
    const [target, operator, value] = statement;
    const isNew = operator === "=" && !declared.has(target);
    declared.add(target);
    const list = typeof value === "object" && value[0] === "list" ? "[]" : "";
    const kind = isNew ? (changing.has(target) ? "double " : "const double ") : "";
    const text =
      operator === "%="
        ? `${name(target)} = ${write(["%", target, value]).text}`
        : `${name(target)}${isNew ? list : ""} ${operator} ${write(value).text}`;
    return breakLine(`${kind}${text};`, indent);
  });
}
