/** @file A rule as an algorithm in LaTeX, with the packages algorithm and algpseudocode. */
import type { Expression } from "./program.ts";
import type { Recipe } from "./recipe.ts";
import { factsOf, titleOf, wordsOf, wrapFact } from "./support/header.ts";
import { atLeast, atom, type Dialect, levels, type Write, type Written, writer } from "./support/infix.ts";
import { latexName, latexSymbol, latexText, symbolIn } from "./support/latexSymbols.ts";
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

/** The symbols of names, and how often each array has been stored in this step. */
interface Context {
  recipe: Recipe;
  symbols: ReadonlyMap<string, string>;
  stored: Set<string>;
}

function documentText(recipe: Recipe, flags: string): string {
  const facts = factsOf(recipe, "latex", flags, checked).flatMap((fact) => wrapFact(fact, 94));
  const context: Context = { recipe, symbols: symbolsOf(recipe), stored: new Set() };
  const write = writer(dialect(context));
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

/** The papers' symbols: of hyperparameters from their meaning, of locals from their equation. */
function symbolsOf(recipe: Recipe): Map<string, string> {
  const symbols = new Map<string, string>([
    ["theta", "\\theta"],
    ["g", "g"],
  ]);
  const taken = new Set<string>(symbols.values());
  const add = (name: string, wanted: readonly (string | null)[]): void => {
    const free = wanted.find((one): one is string => one !== null && !taken.has(one));
    const symbol = free ?? `\\mathrm{${name.replace(/[^A-Za-z0-9]/g, "")}}`;
    taken.add(symbol);
    symbols.set(name, symbol);
  };
  for (const { name, meaning } of recipe.hyper) add(name, [symbolIn(meaning), latexName(name)]);
  for (const { name } of recipe.state) add(name, [latexName(name)]);
  for (const { target, note } of arrayLines(recipe)) {
    if (symbols.has(target)) continue;
    const [, left = ""] = /^(\S+) = /.exec(note ?? "") ?? [];
    add(target, [latexSymbol(left), latexName(target)]);
  }
  return symbols;
}

/** A number, with a power of ten where JavaScript writes one. */
const numberText = (value: number): string =>
  `${value}`.replace(/^(-?[\d.]+)e([+-]?)0*(\d+)$/, (_, digits, sign, power) => {
    const exponent = `10^{${sign === "-" ? "-" : ""}${power}}`;
    return digits === "1" ? exponent : `${digits} \\cdot ${exponent}`;
  });

function dialect({ recipe, symbols, stored }: Context): Dialect {
  const buffers = new Set(["theta", ...recipe.state.map(({ name }) => name)]);
  return {
    name(key) {
      if (key === "t") return "t";
      if (key === "g") return "g_{t}";
      const symbol = symbols.get(key) ?? key;
      return buffers.has(key) ? `${symbol}_{${stored.has(key) ? "t" : "t-1"}}` : symbol;
    },
    number: numberText,
    operators: { "===": "=", "!==": "\\ne", "<=": "\\le", ">=": "\\ge", "&&": "\\land", "||": "\\lor", "%": "\\bmod" },
    special: (node, write) => special(node, write),
  };
}

const functions: Readonly<Record<string, string>> = {
  min: "\\min",
  max: "\\max",
  exp: "\\exp",
  log: "\\ln",
  sign: "\\operatorname{sign}",
};

function special([operator, a, b, c]: Exclude<Expression, number | string>, write: Write): Written | undefined {
  if (operator === "/" || operator === "safeDivide") return atom(`\\frac{${write(a).text}}{${write(b).text}}`);
  if (operator === "sqrt") return atom(`\\sqrt{${write(a).text}}`);
  if (operator === "abs") return atom(`\\lvert ${write(a).text} \\rvert`);
  if (operator === "pow" || operator === "powInt")
    return atom(`{${atLeast(write(a), levels.atom)}}^{${write(b).text}}`);
  if (operator === "?")
    return atom(
      `\\begin{cases} ${write(b).text} & \\text{if } ${write(a).text} \\\\ ${write(c).text} & \\text{otherwise} \\end{cases}`,
    );
  if (operator === "*") {
    const [left, right] = [atLeast(write(a), levels.product), atLeast(write(b), levels.product + 1)];
    return { text: `${left} ${/^[\d.]/.test(right) ? "\\cdot" : "\\,"} ${right}`, level: levels.product };
  }
  if (operator in functions) {
    const operands = [a, ...(b === undefined ? [] : [b])].map((one) => write(one).text);
    return atom(`${functions[operator]}(${operands.join(", ")})`);
  }
  return undefined;
}

/** Returns the lines of a statement. Those under one condition share an \If. */
function statement(
  line: Line,
  context: Context,
  write: Write,
  before: Line | undefined,
  after: Line | undefined,
): string[] {
  const { kind, target, operator, value, when } = line;
  const same = (other: Line | undefined): boolean => JSON.stringify(other?.when) === JSON.stringify(when);
  const condition = when === undefined ? "" : write(when).text;
  const whole: Expression = operator === "=" || kind === "sum" ? value : [operator[0], target, value];
  const text = kind === "sum" ? `\\sum_{i} ${atLeast(write(value), levels.product)}` : write(whole).text;
  if (kind === "store" || context.recipe.state.some(({ name }) => name === target)) context.stored.add(target);
  // A sum starts at 0, and its loop says so.
  if (kind === "scalar" && value === 0) return [];
  const state = `\\State $${write(target).text} \\gets ${text}$`;
  if (when === undefined) return [state];
  return [...(same(before) ? [] : [`\\If{$${condition}$}`]), `  ${state}`, ...(same(after) ? [] : ["\\EndIf"])];
}
