/** @file The update of a rule as a function of an exported file: the statements of its source. */
import type { Recipe } from "../../emit/recipe.ts";
import { breakLine } from "../../emit/support/clike.ts";
import { conditionalLines } from "../../emit/support/conditionalLines.ts";
import { equationsOf, publication, titleOf } from "../../emit/support/header.ts";
import { type Write, writer } from "../../emit/support/infix.ts";
import { camelCase, namer } from "../../emit/support/names.ts";
import { blocksOf, type Line } from "../../emit/support/scope.ts";
import { assignmentsIn, expressionsIn, mentions, repeated } from "../../emit/support/walk.ts";
import { commentText } from "./commentText.ts";
import { decimalText } from "./decimalText.ts";
import { javascriptSpecial, reservedWords } from "./javascriptDialect.ts";

interface Context {
  readonly recipe: Recipe;
  readonly write: Write;
  name(key: string): string;
}

/** A rule as a function, and the names of its buffers there. */
export interface RuleText {
  readonly text: string;
  nameOf(buffer: string): string;
}

/** Returns `update(theta, g, state, t)`. */
export function ruleText(recipe: Recipe): RuleText {
  const name = namer(reservedWords, camelCase);
  const arrays = new Set(["theta", "g", ...recipe.state.filter(({ single }) => !single).map((one) => one.name)]);
  const singles = new Set(recipe.state.filter(({ single }) => single).map((one) => one.name));
  const write = writer({
    name: (key) => (arrays.has(key) ? `${name(key)}[i]` : singles.has(key) ? `state.${name(key)}` : name(key)),
    number: decimalText,
    operators: {},
    special: javascriptSpecial,
  });
  const context: Context = { recipe, write, name };
  const equations = equationsOf(recipe).map((line) => (line === "" ? "" : `    ${line}`));
  const lines = [
    ...commentText([
      `One step of ${titleOf(recipe)}: changes the weights θ and the state in place. t is the number of the step.`,
      "",
      ...equations,
      "",
      ...recipe.layers.flatMap(publication),
    ]),
    "function update(theta, g, state, t) {",
    ...constants(context),
    ...blocksOf(recipe).flatMap(({ loop, lines }) => (loop ? loopLines(lines, context) : scalars(lines, context))),
    "}",
  ];
  return { text: lines.join("\n"), nameOf: name };
}

function constants({ recipe, name }: Context): string[] {
  const nodes = expressionsIn(recipe.steps);
  const read = recipe.hyper.filter((one) => nodes.some((node) => mentions(node, (key) => key === one.name)));
  const arrays = recipe.state.filter(({ single }) => !single).map(({ name: buffer }) => name(buffer));
  return [
    ...read.map(({ name: key, value }) => {
      const isScheduled = key === "lr" && recipe.schedule !== undefined;
      return `  const ${name(key)} = ${isScheduled ? "schedule(t)" : decimalText(value)};`;
    }),
    ...(arrays.length > 0 ? [`  const { ${arrays.join(", ")} } = state;`] : []),
  ];
}

function scalars(lines: readonly Line[], { recipe, name, write }: Context): string[] {
  const singles = new Set(recipe.state.filter(({ single }) => single).map(({ name: buffer }) => buffer));
  const changed = repeated(assignmentsIn(recipe.steps));
  return lines.flatMap(({ target, operator, value, note }) => {
    const declared = `${changed.has(target) ? "let" : "const"} ${name(target)}`;
    const left = singles.has(target) ? `state.${name(target)}` : operator === "=" ? declared : name(target);
    return [...noteComment(note, 2), ...breakLine(`${left} ${operator} ${write(value).text};`, 2, 120)];
  });
}

const noteComment = (note: string | undefined, indent: number): string[] =>
  note === undefined ? [] : note.split("\n").map((line) => `${" ".repeat(indent)}// ${line.trim()}`);

function loopLines(lines: readonly Line[], { name, write }: Context): string[] {
  const body = conditionalLines(lines, {
    indent: 4,
    write,
    open: (condition) => `if (${condition}) {`,
    close: "}",
    line: (line, indent) => [
      ...noteComment(line.note, indent),
      ...breakLine(`${statement(line, name(line.target), write)};`, indent, 120),
    ],
  });
  return ["  for (let i = 0; i < theta.length; i++) {", ...body, "  }"];
}

/** A gradient that a wrapper changes is stored as Float32, as the arrays are: here it is a local. */
function statement({ kind, target, operator, value }: Line, left: string, write: Write): string {
  const text = write(value).text;
  if (kind === "local") return `const ${left} = ${target.endsWith(".g") ? `Math.fround(${text})` : text}`;
  return `${left}${kind === "store" ? "[i]" : ""} ${operator} ${text}`;
}
