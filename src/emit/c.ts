/** @file A rule in C99: a header, and a source with a function for one step. */
import type { Expression } from "./program.ts";
import { cDialect, cHelpers } from "./support/cDialect.ts";
import {
  averageArguments,
  type Context,
  headerText,
  initArguments,
  signature,
  stepArguments,
} from "./support/cHeader.ts";
import { breakLine } from "./support/clike.ts";
import { conditionalLines } from "./support/conditionalLines.ts";
import { cSchedule } from "./support/cSchedule.ts";
import { titleOf, wordsOf } from "./support/header.ts";
import { type Write, writer } from "./support/infix.ts";
import { className, namer, snakeCase } from "./support/names.ts";
import { rangeOf } from "./support/ranges.ts";
import { blocksOf, type Line } from "./support/scope.ts";
import { assignmentsIn, expressionsIn, mentions, repeated } from "./support/walk.ts";
import type { Target } from "./targets.ts";

const checked =
  "Checked: downhill's tests compile such files for every rule and wrapper with gcc -std=c99 -pedantic -Wall -Wextra " +
  "-Werror, run them with doubles, and compare them with trajectories of 50 digits.";

const words = (
  "auto break case char const continue default do double else enum extern float for goto if inline int long register " +
  "restrict return short signed sizeof static struct switch typedef union unsigned void volatile while " +
  "state hyper memory n i exp log pow sqrt fabs fmin fmax fmod floor"
).split(" ");

export const c: Target = {
  what: "C99 with a header, for floats or doubles",
  checked,
  write(recipe, flags) {
    const title = snakeCase(className(...wordsOf(recipe)));
    const name = namer(words);
    const used = new Set<string>();
    const write = writer(cDialect(recipe, name, used, ""));
    const writeMember = writer(cDialect(recipe, name, used, "hyper->"));
    const context: Context = { recipe, title, name, write, writeMember, used };
    return [
      { name: `${title}.c`, text: sourceText(context) },
      { name: `${title}.h`, text: headerText(context, flags, checked) },
    ];
  },
};

function sourceText(context: Context): string {
  const { recipe, title, used } = context;
  const functions = [defaults(context), check(context), size(context), init(context), step(context)];
  if (recipe.average) functions.push(average(context));
  const schedule = (recipe.schedule ?? []).map((one) => cSchedule(one, recipe.schedule ?? [], title, used));
  const helpers = [...used].sort().map((helper) => cHelpers[helper].trimEnd());
  const head = [`/* ${titleOf(recipe)}: see ${title}.h. */`, `#include "${title}.h"`, "", "#include <math.h>"];
  return `${[head.join("\n"), ...helpers, ...functions.map((lines) => lines.join("\n")), ...schedule].join("\n\n")}\n`;
}

const defaults = ({ recipe, title, name }: Context): string[] => [
  `${title}_hyper ${title}_defaults(void) {`,
  `  ${title}_hyper hyper;`,
  ...recipe.hyper.map(({ name: key, value }) => `  hyper.${name(key)} = ${value};`),
  "  return hyper;",
  "}",
];

function check({ recipe, title, name }: Context): string[] {
  const lines = recipe.hyper.flatMap(({ name: key, kind }) => {
    const { low, below, high, above, whole } = rangeOf(kind);
    const x = `hyper->${name(key)}`;
    const tests = [`${low ?? "-HUGE_VAL"} ${below ?? "<"} ${x}`, `${x} ${above ?? "<"} ${high ?? "HUGE_VAL"}`];
    if (whole) tests.push(`${x} == floor(${x})`);
    return [
      ...breakLine(`if (!(${tests.join(" && ")}))`, 2),
      `    return "${title}: ${name(key)} must be ${kind.text}";`,
    ];
  });
  return [`const char *${title}_check(const ${title}_hyper *hyper) {`, ...lines, "  return 0;", "}"];
}

function size({ recipe, title }: Context): string[] {
  const arrays = recipe.state.filter(({ single }) => !single).length;
  const bytes = arrays === 0 ? ["  (void)n;", "  return 0;"] : [`  return ${arrays} * n * sizeof(DOWNHILL_REAL);`];
  return [`size_t ${title}_state_size(size_t n) {`, ...bytes, "}"];
}

function init({ recipe, title, name, writeMember: write }: Context): string[] {
  const arrays = recipe.state.filter(({ single }) => !single);
  const values = arrays.map(({ initial }) => initial);
  const reads = (key: string): boolean => values.some((node) => mentions(node, (one) => one === key));
  const usesHyper = recipe.hyper.some(({ name: key }) => reads(key));
  const unused = [
    ...(reads("theta") ? [] : ["theta"]),
    ...(usesHyper ? [] : ["hyper"]),
    ...(arrays.length === 0 ? ["memory", "n"] : []),
  ];
  return [
    ...signature(`void ${title}_init`, initArguments(title), " {"),
    ...unused.map((one) => `  (void)${one};`),
    "  state->step = 0;",
    ...recipe.state
      .filter(({ single }) => single)
      .map(({ name: buffer, initial }) => `  state->${name(buffer)} = ${write(initial).text};`),
    ...arrays.map(
      ({ name: buffer }, i) =>
        `  state->${name(buffer)} = (DOWNHILL_REAL *)memory${i === 0 ? "" : ` + ${i === 1 ? "" : `${i} * `}n`};`,
    ),
    ...(arrays.length === 0
      ? []
      : [
          "  for (size_t i = 0; i < n; i++) {",
          ...arrays.map(
            ({ name: buffer, initial }) => `    state->${name(buffer)}[i] = (DOWNHILL_REAL)${write(initial).text};`,
          ),
          "  }",
        ]),
    "}",
  ];
}

function step(context: Context): string[] {
  const { recipe, title, name } = context;
  const nodes = expressionsIn(recipe.steps);
  const reads = (key: string): boolean => nodes.some((node) => mentions(node, (one) => one === key));
  const arrays = recipe.state.filter(({ single }) => !single);
  const usesHyper = recipe.hyper.some(({ name: key }) => reads(key));
  return [
    ...signature(`void ${title}_step`, stepArguments(title), " {"),
    ...(usesHyper ? [] : ["  (void)hyper;"]),
    ...recipe.hyper
      .filter((one) => reads(one.name))
      .map((one) => `  const double ${name(one.name)} = hyper->${name(one.name)};`),
    ...arrays.map(({ name: buffer }) => `  DOWNHILL_REAL *const ${name(buffer)} = state->${name(buffer)};`),
    reads("t") ? "  const double t = (double)++state->step;" : "  state->step++;",
    ...blocksOf(recipe).flatMap(({ loop, lines }) => (loop ? loopLines(lines, context) : scalars(lines, context))),
    "}",
  ];
}

function scalars(lines: readonly Line[], { recipe, name, write }: Context): string[] {
  const singles = new Set(recipe.state.filter(({ single }) => single).map(({ name: buffer }) => buffer));
  const changed = repeated(assignmentsIn(recipe.steps));
  return lines.flatMap(({ target, operator, value, note }) => {
    const declared = `${changed.has(target) ? "" : "const "}double ${name(target)}`;
    const left = singles.has(target) ? `state->${name(target)}` : operator === "=" ? declared : name(target);
    return [...noteComment(note, 2), ...breakLine(`${left} ${operator} ${write(value).text};`, 2)];
  });
}

const noteComment = (note: string | undefined, indent: number): string[] =>
  note === undefined ? [] : note.split("\n").map((line) => `${" ".repeat(indent)}/* ${line.trimEnd()} */`);

function loopLines(lines: readonly Line[], { name, write }: Context): string[] {
  const body = conditionalLines(lines, {
    indent: 4,
    write,
    open: (condition) => `if (${condition}) {`,
    close: "}",
    line: ({ kind, target, operator, value, note }, indent) => [
      ...noteComment(note, indent),
      ...breakLine(`${statement(kind, name(target), operator, value, target, write)};`, indent),
    ],
  });
  return ["  for (size_t i = 0; i < n; i++) {", ...body, "  }"];
}

/** Every store rounds once; the arithmetic is in doubles. */
function statement(
  kind: Line["kind"],
  left: string,
  operator: string,
  value: Expression,
  target: string,
  write: Write,
): string {
  if (kind === "sum") return `${left} += ${write(value).text}`;
  if (kind === "local") return `const double ${left} = ${write(value).text}`;
  const whole: Expression = operator === "=" ? value : [operator[0], target, value];
  const text = write(whole).text;
  return `${left}[i] = (DOWNHILL_REAL)${typeof whole === "string" ? text : `(${text})`}`;
}

function average({ recipe, title, name, writeMember: write }: Context): string[] {
  const { buffer, when } = recipe.average as { buffer: string; when?: Expression };
  const usesHyper = recipe.hyper.some(({ name: key }) => when !== undefined && mentions(when, (one) => one === key));
  return [
    ...signature(`const DOWNHILL_REAL *${title}_average`, averageArguments(`${title}_`), " {"),
    ...(usesHyper ? [] : ["  (void)hyper;"]),
    ...(when === undefined ? [] : ["  const double t = (double)state->step;"]),
    `  return ${when === undefined ? "state->step >= 1" : write(when).text} ? state->${name(buffer)} : 0;`,
    "}",
  ];
}
