/** @file A rule as an algorithm in LaTeX, with the packages algorithm and algpseudocode. */
import type { Recipe } from "./recipe.ts";
import { factsOf, titleOf, wordsOf, wrapFact } from "./support/header.ts";
import { type Write, writer } from "./support/infix.ts";
import { type Context, latexDialect, latexStatement, numberText, symbolsOf } from "./support/latexDialect.ts";
import { latexText } from "./support/latexSymbols.ts";
import { className, snakeCase } from "./support/names.ts";
import { arrayLines, type Line } from "./support/scope.ts";
import type { Target } from "./targets.ts";

const checked =
  "Checked: downhill's tests check brackets, environments and the names of commands, and compile such files with " +
  "pdflatex where it is installed. The numbers are not checked, since LaTeX computes nothing.";

export const latex: Target = {
  what: "an algorithm in LaTeX, for the packages algorithm and algpseudocode",
  checked,
  write(recipe, flags) {
    if (recipe.schedule)
      throw new RangeError("emit: for latex lr must be a number; leave the schedule out, and describe it in your text");
    return [{ name: `${snakeCase(className(...wordsOf(recipe)))}.tex`, text: documentText(recipe, flags) }];
  },
};

function documentText(recipe: Recipe, flags: string): string {
  const facts = factsOf(recipe, "latex", flags, checked).flatMap((fact) => wrapFact(fact, 94));
  const context: Context = { recipe, symbols: symbolsOf(recipe), stored: new Set() };
  const write = writer(latexDialect(context));
  const steps = arrayLines(recipe).flatMap((line, i, all) => statement(line, context, write, all[i - 1], all[i + 1]));
  return `${[
    `% ${titleOf(recipe)}, as an algorithm.`,
    "%",
    ...facts.map((line) => `% ${line}`),
    "%",
    "% In the preamble: \\usepackage{amsmath, algorithm, algpseudocode}",
    "\\begin{algorithm}",
    `  \\caption{${latexText(titleOf(recipe))}}`,
    "  \\begin{algorithmic}[1]",
    ...recipe.hyper.map(({ name, meaning, value }) => {
      const text = meaning === "" ? "" : `: ${latexText(meaning)}`;
      return `    \\Require $${context.symbols.get(name)} = ${numberText(value)}$${text}`;
    }),
    ...recipe.state.map(({ name, initial }) => {
      const value = initial === "theta" ? "\\theta_{0}" : write(initial).text;
      return `    \\State $${context.symbols.get(name)}_{0} \\gets ${value}$`;
    }),
    "    \\For{$t = 1, 2, \\dots$}",
    "      \\State $g_{t} \\gets \\nabla_{\\theta} L(\\theta_{t-1})$",
    ...steps.map((line) => `      ${line}`),
    "    \\EndFor",
    ...(steps.some((line) => line.includes("\\frac")) ? ["    \\Statex A quotient whose divisor is $0$ is $0$."] : []),
    "  \\end{algorithmic}",
    "\\end{algorithm}",
  ].join("\n")}\n`;
}

/** Returns the lines of a statement. Those under one condition share an \If. */
function statement(
  line: Line,
  context: Context,
  write: Write,
  before: Line | undefined,
  after: Line | undefined,
): string[] {
  const { kind, value, when } = line;
  const same = (other: Line | undefined): boolean => JSON.stringify(other?.when) === JSON.stringify(when);
  const condition = when === undefined ? "" : write(when).text;
  const text = latexStatement(line, context, write);
  // A sum starts at 0, and its loop says so.
  if (kind === "scalar" && value === 0) return [];
  const state = `\\State $${text}$`;
  if (when === undefined) return [state];
  return [...(same(before) ? [] : [`\\If{$${condition}$}`]), `  ${state}`, ...(same(after) ? [] : ["\\EndIf"])];
}
