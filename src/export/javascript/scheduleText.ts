/** @file A schedule of the learning rate as functions of an exported file. */
import type { Expression, ScheduleStatement } from "../../emit/program.ts";
import type { ScheduleFunction } from "../../emit/scheduleFunctions.ts";
import { breakLine } from "../../emit/support/clike.ts";
import { atom, call, type Write, writer } from "../../emit/support/infix.ts";
import { camelCase, namer } from "../../emit/support/names.ts";
import { assignmentsOf } from "../../emit/support/scheduleSigns.ts";
import { repeated } from "../../emit/support/walk.ts";
import { javascriptFunctions } from "../../generated/javascript.ts";
import { commentText } from "./commentText.ts";
import { decimalText } from "./decimalText.ts";
import { javascriptSpecial, reservedWords } from "./javascriptDialect.ts";

interface Context {
  readonly write: Write;
  name(key: string): string;
  readonly changing: ReadonlySet<string>;
  readonly declared: Set<string>;
}

/** Parts do not have the name of a function of the library. */
const functionName = (name: string): string => (Object.hasOwn(javascriptFunctions, name) ? `${name}Schedule` : name);

/** Returns the text of every function; `schedule(t)` is the first. */
export const scheduleText = (functions: readonly ScheduleFunction[]): string =>
  [...functions]
    .reverse()
    .map((one) => functionText(one, new Set(functions.map(({ name }) => name))))
    .join("\n\n");

function functionText(one: ScheduleFunction, names: ReadonlySet<string>): string {
  const name = namer(reservedWords, camelCase);
  const write = writer({
    name: (key) => (key === "pi" ? "Math.PI" : name(key)),
    number: decimalText,
    operators: {},
    special(node, inner) {
      const [operator, ...operands] = node;
      const texts = operands.map((operand) => inner(operand).text);
      if (operator === "list") return atom(`[${texts.join(", ")}]`);
      if (operator === "at") return atom(`${texts[0]}[${texts[1]}]`);
      if (names.has(operator)) return call(functionName(operator), operands, inner);
      return javascriptSpecial(node, inner);
    },
  });
  const changing = repeated(assignmentsOf(one.body));
  const what = one.name === "schedule" ? ["The learning rate at step t = 1, 2, …", ""] : [];
  const comment = [...what, ...one.equations.map((line) => `    ${line}`)];
  return [
    ...(comment.length > 0 ? commentText(comment) : []),
    `function ${functionName(one.name)}(${one.parameters.map(name).join(", ")}) {`,
    ...one.constants.map(([key, value]) => `  const ${name(key)} = ${JSON.stringify(value)};`),
    ...statements(one.body, { write, name, changing, declared: new Set(one.parameters) }, 2),
    "}",
  ].join("\n");
}

function statements(body: readonly ScheduleStatement[], context: Context, indent: number): string[] {
  const { write, name, changing, declared } = context;
  const text = (node: Expression): string => write(node).text;
  return body.flatMap((statement) => {
    if ("return" in statement) return breakLine(`return ${text(statement.return)};`, indent, 120);
    if ("if" in statement || "while" in statement) {
      const head = "if" in statement ? `if (${text(statement.if)}) {` : `while (${text(statement.while)}) {`;
      return [
        ...breakLine(head, indent, 120),
        ...statements(statement.body, context, indent + 2),
        `${" ".repeat(indent)}}`,
      ];
    }
    const [target, operator, value] = statement;
    const isNew = operator === "=" && !declared.has(target);
    declared.add(target);
    const kind = isNew ? (changing.has(target) ? "let " : "const ") : "";
    return breakLine(`${kind}${name(target)} ${operator} ${text(value)};`, indent, 120);
  });
}
