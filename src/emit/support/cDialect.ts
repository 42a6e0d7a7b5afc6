/** @file Expressions of C: everything is a double. */
import type { Expression, Operation } from "../program.ts";
import type { Recipe } from "../recipe.ts";
import { clikeOperators } from "./clike.ts";
import { atLeast, call, type Dialect, levels, type Write, type Written } from "./infix.ts";
import { elementNames } from "./scope.ts";

export const cHelpers: Readonly<Record<string, string>> = {
  pow_int: `/* x to the power of a whole n >= 0, by repeated squaring. */
static double pow_int(double x, double n) {
  double result = 1;
  for (unsigned long rest = (unsigned long)n; rest > 0; rest /= 2, x *= x) {
    if (rest % 2 == 1)
      result *= x;
  }
  return result;
}
`,
  safe_divide: `/* a / b, or 0 where b is 0: a weight without gradients so far does not move. */
static double safe_divide(double a, double b) {
  return b == 0 ? 0 : a / b;
}
`,
  sign_of: `/* -1, 0 or 1. */
static double sign_of(double x) {
  return (x > 0) - (x < 0);
}
`,
};

const functions: Readonly<Record<string, string>> = { min: "fmin", max: "fmax", abs: "fabs" };
const own: Readonly<Record<string, string>> = { powInt: "pow_int", safeDivide: "safe_divide", sign: "sign_of" };

const arithmetic: Readonly<Record<string, number>> = {
  "+": levels.sum,
  "-": levels.sum,
  "*": levels.product,
  "/": levels.product,
};

/** Hyperparameters and single numbers are members of structs, elements have an index. */
export function cDialect(
  recipe: Recipe,
  name: (name: string) => string,
  used: Set<string>,
  member: "" | "hyper->",
): Dialect {
  const hyper = new Set(recipe.hyper.map((one) => one.name));
  const singles = new Set(recipe.state.filter(({ single }) => single).map((one) => one.name));
  const arrays = new Set(["theta", "g", ...recipe.state.filter(({ single }) => !single).map((one) => one.name)]);
  const elements = elementNames(recipe);
  const isReal = (node: Expression | undefined): boolean =>
    typeof node === "string" ? arrays.has(node) : typeof node === "object" && node[0] === "neg" && isReal(node[1]);
  return {
    name(key) {
      if (hyper.has(key) && !elements.has(key)) return member + name(key);
      if (singles.has(key)) return `state->${name(key)}`;
      return arrays.has(key) ? `${name(key)}[i]` : name(key);
    },
    number: (value) => `${value}`,
    operators: clikeOperators,
    special(node, write) {
      const [operator, ...operands] = node;
      // A product of two floats would be rounded to a float.
      const [left, right] = operands;
      if (isReal(left) && isReal(right) && operator in arithmetic)
        return {
          text: `(double)${write(left).text} ${operator} ${write(right).text}`,
          level: arithmetic[operator],
        };
      return cFunction(node, write, used);
    },
  };
}

/** Writes the functions and operators that are not infix operators of two doubles. */
export function cFunction([operator, ...operands]: Operation, write: Write, used: Set<string>): Written | undefined {
  if (operator === "?") {
    const [condition, yes, no] = operands.map(write);
    const text = `${atLeast(condition, levels.or)} ? ${atLeast(yes, levels.or)} : ${no.text}`;
    return { text, level: levels.ternary };
  }
  if (operator === "%") return call("fmod", operands, write);
  if (operator === "!") return { text: `!${atLeast(write(operands[0]), levels.unary)}`, level: levels.unary };
  if (operator in own) {
    used.add(own[operator]);
    return call(own[operator], operands, write);
  }
  if (["sqrt", "exp", "log", "pow"].includes(operator)) return call(operator, operands, write);
  return operator in functions ? call(functions[operator], operands, write) : undefined;
}
