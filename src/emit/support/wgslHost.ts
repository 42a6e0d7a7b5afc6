/** @file The numbers of a step that the program on the host computes in doubles: those without elements and sums. */
import { type Assignment, type Expression, isLoop, isWhen } from "../program.ts";
import type { Recipe } from "../recipe.ts";
import { atLeast, call, type Dialect, levels, type Write, writer } from "./infix.ts";
import { elementNames } from "./scope.ts";
import { mentions, operatorsIn } from "./walk.ts";

/** A number that the shader reads from its uniform buffer. */
export interface HostNumber {
  readonly name: string;
  readonly value: Expression;
}

export interface Host {
  /** The statements that the host carries out. */
  readonly statements: readonly Assignment[];
  /** The numbers that the shader reads. More are added as the shader is written. */
  readonly numbers: HostNumber[];
  /** Returns whether the host can compute it. */
  isHost(node: Expression): boolean;
  /** Returns the name of the number, which is added if it is new. */
  take(node: Expression): string;
}

export function hostOf(recipe: Recipe): Host {
  const beyond = elementNames(recipe);
  for (const step of recipe.steps) {
    if (isLoop(step)) {
      for (const line of step.each) if (!isWhen(line) && line[1] === "+=" && !beyond.has(line[0])) beyond.add(line[0]);
    }
  }
  const isHost = (node: Expression): boolean => !mentions(node, (name) => beyond.has(name));
  const statements: Assignment[] = [];
  for (const step of recipe.steps) {
    if (isLoop(step)) continue;
    if (isHost(step[2]) && !beyond.has(step[0])) statements.push(step);
    else beyond.add(step[0]);
  }
  const numbers: HostNumber[] = [];
  return {
    statements,
    numbers,
    isHost,
    take(node) {
      const known = numbers.find(({ value }) => JSON.stringify(value) === JSON.stringify(node));
      if (known) return known.name;
      const name = nameOf(node) ?? `number${numbers.filter((one) => one.name.startsWith("number")).length + 1}`;
      numbers.push({ name, value: node });
      return name;
    },
  };
}

/** `1 − β₁` is oneMinusBeta1, `−limit` is minusLimit. */
function nameOf(node: Expression): string | undefined {
  if (typeof node === "string") return node;
  if (typeof node === "number") return undefined;
  const [operator, a, b] = node;
  const capital = (name: string): string => name[0].toUpperCase() + name.slice(1);
  if (operator === "-" && a === 1 && typeof b === "string") return `oneMinus${capital(b)}`;
  if (operator === "neg" && typeof a === "string") return `minus${capital(a)}`;
  return undefined;
}

/** Writes expressions in JavaScript. A condition becomes 1 or 0 where a number is needed. */
export function hostWriter(name: (key: string) => string, singles: ReadonlySet<string>): Write {
  const dialect: Dialect = {
    name: (key) => (singles.has(key) ? `state.${name(key)}` : name(key)),
    number: (value) => `${value}`,
    operators: {},
    special([operator, ...operands], write) {
      if (operator === "?") {
        const [condition, yes, no] = operands.map(write);
        const text = `${atLeast(condition, levels.or)} ? ${atLeast(yes, levels.or)} : ${no.text}`;
        return { text, level: levels.ternary };
      }
      if (operator === "powInt" || operator === "pow") return call("Math.pow", operands, write);
      if (operator === "safeDivide") {
        const [a, b] = operands.map(write);
        return {
          text: `${b.text} === 0 ? 0 : ${atLeast(a, levels.product)} / ${atLeast(b, levels.unary)}`,
          level: levels.ternary,
        };
      }
      if (["sqrt", "abs", "min", "max", "exp", "log", "sign"].includes(operator))
        return call(`Math.${operator}`, operands, write);
      return undefined;
    },
  };
  return writer(dialect);
}

const comparisons = ["===", "!==", "<", ">", "<=", ">=", "&&", "||", "!"];

/** Returns whether an expression is a condition. */
export const isCondition = (node: Expression): boolean =>
  typeof node === "object" && comparisons.includes(operatorsIn(node)[0]);
