/** @file The grammar of custom functions. It builds a tree, and evaluates nothing. */

export type FormulaNode =
  | { readonly kind: "number"; readonly value: number }
  | { readonly kind: "variable"; readonly name: "x" | "y" }
  | { readonly kind: "call"; readonly name: string; readonly args: readonly FormulaNode[] };

/** A text that is not a formula. `column` counts from 1. */
export class FormulaError extends SyntaxError {
  constructor(
    readonly problem: string,
    readonly column: number,
  ) {
    super(`column ${column}: ${problem}`);
  }
}

/** The functions by name, with their numbers of arguments. */
export const functions: Readonly<Record<string, number>> = {
  abs: 1,
  cos: 1,
  exp: 1,
  log: 1,
  max: 2,
  min: 2,
  sin: 1,
  sqrt: 1,
  tanh: 1,
};

const constants: Readonly<Record<string, number>> = { pi: Math.PI, e: Math.E };
const longestFormula = 200;
const deepest = 40;
const operators: Readonly<Record<string, string>> = { "+": "add", "-": "sub", "*": "mul", "/": "div" };

/**
 * Reads a formula in x and y.
 *
 *     sum = product (("+" | "-") product)*          product = sign (("*" | "/") sign)*
 *     sign = ("+" | "-") sign | power               power = atom ("^" sign)?
 *     atom = number | "x" | "y" | "pi" | "e" | function "(" sum, … ")" | "(" sum ")"
 *
 * An exponent is a number: of x and y, write exp(b * log(a)). Throws a FormulaError at the character that does not fit.
 */
export function parseFormula(text: string): FormulaNode {
  if (text.length > longestFormula)
    throw new FormulaError(`expected at most ${longestFormula} characters, got ${text.length}`, longestFormula + 1);
  return new Parser(text).formula();
}

class Parser {
  private at = 0;
  private depth = 0;

  constructor(private readonly text: string) {}

  formula(): FormulaNode {
    const node = this.sum();
    if (this.peek() === "") return node;
    return this.fail(
      /[\w(.]/.test(this.peek()) ? 'expected an operator; write "2 * x" for 2x' : "expected an operator",
    );
  }

  private sum(): FormulaNode {
    if (++this.depth > deepest) this.fail(`expected at most ${deepest} levels`);
    const node = this.chain(["+", "-"], () => this.chain(["*", "/"], () => this.sign()));
    this.depth--;
    return node;
  }

  private chain(symbols: readonly string[], item: () => FormulaNode): FormulaNode {
    let left = item();
    while (symbols.includes(this.peek())) {
      const name = operators[this.text[this.at++]];
      left = { kind: "call", name, args: [left, item()] };
    }
    return left;
  }

  private sign(): FormulaNode {
    let isNegative = false;
    while (this.peek() === "-" || this.peek() === "+") isNegative = (this.text[this.at++] === "-") !== isNegative;
    const node = this.power();
    return isNegative ? { kind: "call", name: "neg", args: [node] } : node;
  }

  private power(): FormulaNode {
    const base = this.atom();
    if (this.peek() !== "^") return base;
    this.at++;
    this.peek();
    const column = this.at + 1;
    if (++this.depth > deepest) this.fail(`expected at most ${deepest} levels`);
    const exponent = this.sign();
    this.depth--;
    if (mentionsVariable(exponent))
      throw new FormulaError("expected a number as the exponent; write exp(b * log(a)) for a^b", column);
    return { kind: "call", name: "pow", args: [base, exponent] };
  }

  private atom(): FormulaNode {
    this.peek();
    const number = this.match(/(\d+\.?\d*|\.\d+)(e[+-]?\d+)?/iy);
    if (number !== null) return { kind: "number", value: Number(number) };
    if (this.take("(")) return this.closed(this.sum());
    const start = this.at;
    const name = this.match(/[A-Za-z]\w*/y);
    if (name === null) return this.fail('expected a number, x, y, a function or "("');
    if (name === "x" || name === "y") return { kind: "variable", name };
    if (Object.hasOwn(constants, name)) return { kind: "number", value: constants[name] };
    if (!Object.hasOwn(functions, name)) {
      const known = ["x", "y", ...Object.keys(constants), ...Object.keys(functions)].join(", ");
      throw new FormulaError(`unknown name ${JSON.stringify(name)}; names: ${known}`, start + 1);
    }
    return this.call(name);
  }

  private call(name: string): FormulaNode {
    if (!this.take("(")) return this.fail(`expected "(" after ${name}`);
    const args = [this.sum()];
    while (args.length < functions[name]) {
      if (!this.take(",")) return this.fail(`expected ","; ${name} has ${functions[name]} arguments`);
      args.push(this.sum());
    }
    return this.closed({ kind: "call", name, args });
  }

  private closed(node: FormulaNode): FormulaNode {
    return this.take(")") ? node : this.fail('expected ")"');
  }

  /** Skips spaces; returns the next character, or "" at the end. */
  private peek(): string {
    while (this.text[this.at] === " ") this.at++;
    return this.text[this.at] ?? "";
  }

  private take(symbol: string): boolean {
    const isThere = this.peek() === symbol;
    if (isThere) this.at++;
    return isThere;
  }

  private match(pattern: RegExp): string | null {
    pattern.lastIndex = this.at;
    const found = pattern.exec(this.text)?.[0] ?? null;
    this.at += found?.length ?? 0;
    return found;
  }

  private fail(problem: string): never {
    this.peek();
    throw new FormulaError(problem, this.at + 1);
  }
}

export const mentionsVariable = (node: FormulaNode): boolean =>
  node.kind === "variable" || (node.kind === "call" && node.args.some(mentionsVariable));
