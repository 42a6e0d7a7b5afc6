/** @file Writes expressions and statements of a recipe in LaTeX. */
import type { Expression } from "../program.ts";
import type { Recipe } from "../recipe.ts";
import { atLeast, atom, type Dialect, levels, type Write, type Written } from "./infix.ts";
import { latexName, latexSymbol, symbolIn } from "./latexSymbols.ts";
import { arrayLines, type Line } from "./scope.ts";

/** The symbols of names, and how often each array has been stored in this step. */
export interface Context {
  recipe: Recipe;
  symbols: ReadonlyMap<string, string>;
  stored: Set<string>;
  /** Marks the text of a name, which a page finds again. */
  mark?(name: string, text: string): string;
}

/** The papers' symbols: of hyperparameters from their meaning, of locals from their equation. */
export function symbolsOf(recipe: Recipe): Map<string, string> {
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
export const numberText = (value: number): string =>
  `${value}`.replace(/^(-?[\d.]+)e([+-]?)0*(\d+)$/, (_, digits, sign, power) => {
    const exponent = `10^{${sign === "-" ? "-" : ""}${power}}`;
    return digits === "1" ? exponent : `${digits} \\cdot ${exponent}`;
  });

export function latexDialect({ recipe, symbols, stored, mark = (_, text) => text }: Context): Dialect {
  const buffers = new Set(["theta", ...recipe.state.map(({ name }) => name)]);
  return {
    name(key) {
      if (key === "t") return mark(key, "t");
      if (key === "g") return mark(key, "g_{t}");
      const symbol = symbols.get(key) ?? key;
      return mark(key, buffers.has(key) ? `${symbol}_{${stored.has(key) ? "t" : "t-1"}}` : symbol);
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

/** A statement as LaTeX: what it sets and the value. Counts a buffer that it stores. */
export function latexStatement(line: Line, context: Context, write: Write): string {
  const { kind, target, operator, value } = line;
  const whole: Expression = operator === "=" || kind === "sum" ? value : [operator[0], target, value];
  const text = kind === "sum" ? `\\sum_{i} ${atLeast(write(value), levels.product)}` : write(whole).text;
  if (kind === "store" || context.recipe.state.some(({ name }) => name === target)) context.stored.add(target);
  return `${write(target).text} \\gets ${text}`;
}
