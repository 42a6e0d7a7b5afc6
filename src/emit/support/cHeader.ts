/** @file The header of an emitted C file, and the arguments of its functions. */
import type { Recipe } from "../recipe.ts";
import { headLines } from "./clike.ts";
import { titleOf, wrapText } from "./header.ts";
import type { Write } from "./infix.ts";

export interface Context {
  recipe: Recipe;
  /** The prefix of all names: `adam`. */
  title: string;
  name(name: string): string;
  /** Writes expressions of a step, whose hyperparameters are locals. */
  write: Write;
  /** Writes expressions of other functions, with `hyper->lr`. */
  writeMember: Write;
  used: Set<string>;
}

const comment = (lines: readonly string[]): string[] => ["/*", ...lines.map((line) => ` * ${line}`.trimEnd()), " */"];

/** Returns the text of the header file. */
export function headerText(context: Context, flags: string, checked: string): string {
  const { recipe, title } = context;
  const guard = `${title.toUpperCase()}_H`;
  const prefix = `${title}_`;
  return `${[
    ...comment(headLines(`${titleOf(recipe)}, in C99.`, recipe, "c", flags, checked)),
    `#ifndef ${guard}`,
    `#define ${guard}`,
    "",
    "#include <stddef.h>",
    "",
    "/* The type of weights, gradients and state. Compile with -DDOWNHILL_REAL=double for doubles. */",
    "#ifndef DOWNHILL_REAL",
    "#define DOWNHILL_REAL float",
    "#endif",
    "",
    ...structs(context),
    "/* Returns the defaults. */",
    `${prefix}hyper ${prefix}defaults(void);`,
    "",
    "/* Returns a null pointer, or what is wrong with the first hyperparameter that is out of range. */",
    `const char *${prefix}check(const ${prefix}hyper *hyper);`,
    "",
    "/* Returns the bytes of memory that the arrays of n weights need. */",
    `size_t ${prefix}state_size(size_t n);`,
    "",
    "/* Prepares the state for the first step. `memory` has state_size(n) bytes and must outlive the state. */",
    ...signature(`void ${prefix}init`, initArguments(title), ";"),
    "",
    "/* Updates n weights by their gradient g. */",
    ...signature(`void ${prefix}step`, stepArguments(title), ";"),
    ...averageDeclaration(recipe, prefix),
    ...scheduleDeclaration(recipe, prefix),
    "",
    "#endif",
  ].join("\n")}\n`;
}

/** The types of hyperparameters and state. */
function structs({ recipe, title, name }: Context): string[] {
  const arrays = recipe.state.filter(({ single }) => !single).map(({ name: buffer }) => `*${name(buffer)}`);
  const singles = recipe.state.filter(({ single }) => single).map(({ name: buffer }) => `  double ${name(buffer)};`);
  return [
    "/* The hyperparameters, which may change between steps. */",
    "typedef struct {",
    ...recipe.hyper.flatMap(({ name: key, meaning, value, kind }) => [
      ...wrapText(`/* ${`${meaning} Must be ${kind.text}.`.trim()} Default: ${value}. */`, 98, "   ").map(
        (line) => `  ${line}`,
      ),
      `  double ${name(key)};`,
    ]),
    `} ${title}_hyper;`,
    "",
    "/* The state of one parameter. To save it, save the count of steps, the numbers and the arrays of n values. */",
    "typedef struct {",
    "  unsigned long step;",
    ...singles,
    ...(arrays.length === 0 ? [] : [`  DOWNHILL_REAL ${arrays.join(", ")};`]),
    `} ${title}_state;`,
    "",
  ];
}

export const averageArguments = (prefix: string): string[] => [
  `const ${prefix}state *state`,
  `const ${prefix}hyper *hyper`,
];
export const initArguments = (title: string): string[] => [
  `${title}_state *state`,
  "void *memory",
  "const DOWNHILL_REAL *theta",
  "size_t n",
  `const ${title}_hyper *hyper`,
];
export const stepArguments = (title: string): string[] => [
  "DOWNHILL_REAL *theta",
  "const DOWNHILL_REAL *g",
  "size_t n",
  `${title}_state *state`,
  `const ${title}_hyper *hyper`,
];

/** Returns the lines of a declaration. Arguments of further lines stand below the first. */
export function signature(start: string, parameters: readonly string[], end: string): string[] {
  const lines: string[] = [];
  let line = `${start}(`;
  for (const [i, parameter] of parameters.entries()) {
    const text = `${parameter}${i === parameters.length - 1 ? `)${end}` : ","}`;
    if (i > 0 && line.length + 1 + text.length > 100) {
      lines.push(line);
      line = " ".repeat(start.length + 1) + text;
    } else line += i === 0 ? text : ` ${text}`;
  }
  return [...lines, line];
}

const averageDeclaration = ({ average }: Recipe, prefix: string): string[] =>
  average === undefined
    ? []
    : [
        "",
        "/* Returns the averaged weights, or a null pointer before the first average. */",
        ...signature(`const DOWNHILL_REAL *${prefix}average`, averageArguments(prefix), ";"),
      ];

const scheduleDeclaration = ({ schedule }: Recipe, prefix: string): string[] =>
  schedule === undefined
    ? []
    : [
        "",
        "/* Returns the learning rate at step t = 1, 2, ...: hyper.lr before the step that makes state.step equal t. */",
        `double ${prefix}schedule(double t);`,
      ];
