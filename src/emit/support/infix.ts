/** @file Writes expressions with as few parentheses as their language needs. */
import type { Expression, Operation } from "../program.ts";

/** A written expression, and how tightly its outermost operator binds. */
export interface Written {
  readonly text: string;
  readonly level: number;
}

/** How tightly operators bind, the loosest first. */
export const levels = {
  ternary: 1,
  or: 2,
  and: 3,
  not: 4,
  compare: 5,
  sum: 6,
  product: 7,
  unary: 8,
  power: 9,
  atom: 10,
};

const binary: Readonly<Record<string, number>> = {
  "||": levels.or,
  "&&": levels.and,
  "===": levels.compare,
  "!==": levels.compare,
  "<": levels.compare,
  ">": levels.compare,
  "<=": levels.compare,
  ">=": levels.compare,
  "+": levels.sum,
  "-": levels.sum,
  "*": levels.product,
  "/": levels.product,
  "%": levels.product,
};

export type Write = (node: Expression) => Written;

export interface Dialect {
  name(name: string): string;
  number(value: number): string;
  /** The operators that are written differently: `===` as `==`. */
  operators: Readonly<Record<string, string>>;
  /** Writes the nodes that are not infix operators of this language, such as functions. Undefined for the others. */
  special(node: Operation, write: Write): Written | undefined;
}

export const atom = (text: string): Written => ({ text, level: levels.atom });

/** Returns the text, in parentheses if it binds less tightly than `level`. */
export const atLeast = (written: Written, level: number): string =>
  written.level < level ? `(${written.text})` : written.text;

/** Returns a function that writes expressions in a dialect. */
export function writer(dialect: Dialect): Write {
  const write: Write = (node) => {
    if (typeof node === "string") return atom(dialect.name(node));
    if (typeof node === "number")
      return node < 0 ? { text: dialect.number(node), level: levels.unary } : atom(dialect.number(node));
    const special = dialect.special(node, write);
    if (special !== undefined) return special;
    const [operator, a, b] = node;
    if (operator === "neg") return { text: `-${atLeast(write(a), levels.unary)}`, level: levels.unary };
    const level = binary[operator];
    if (level === undefined) throw new Error(`emit: this language has no ${operator}`);
    const sign = dialect.operators[operator] ?? operator;
    return { text: `${atLeast(write(a), level)} ${sign} ${atLeast(write(b), level + 1)}`, level };
  };
  return write;
}

/** Writes `name(a, b)`. */
export const call = (name: string, operands: readonly Expression[], write: Write): Written =>
  atom(`${name}(${operands.map((one) => write(one).text).join(", ")})`);
